namespace Federated.Grpc;

/// <summary>
/// Stands between the parsed request and the handler of every mapped service: authorisation, rate limits, audit. It may throw <see cref="RpcException"/> instead of calling on.
/// Interceptors run in the order in which they were added. They see a parsed request: what must refuse a caller before its message is read belongs into middleware or RequireAuthorization.
/// </summary>
public abstract class Interceptor
{
    /// <summary>Handles one call; the default calls on.</summary>
    /// <param name="request">The parsed request.</param>
    /// <param name="context">The call.</param>
    /// <param name="continuation">The next interceptor, or the handler.</param>
    public virtual Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return continuation(request, context);
    }
}
