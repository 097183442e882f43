using Federated.Grpc.Client;
using Google.Protobuf;

namespace Federated.Grpc;

/// <summary>A client's way to one server. Safe for concurrent calls; connections are made when needed and shared by all calls.</summary>
public sealed class GrpcChannel : IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly GrpcChannelOptions _options;

    private GrpcChannel(Uri address, HttpMessageInvoker invoker, GrpcChannelOptions options)
    {
        Address = address;
        _invoker = invoker;
        _options = options;
    }

    /// <summary>Scheme, host and port of the server.</summary>
    public Uri Address { get; }

    /// <summary>A channel to a server: <c>https://host:port</c>, or <c>http://host:port</c> for HTTP/2 without TLS. No connection is made yet.</summary>
    /// <exception cref="ArgumentException">The address is not such an address, or an option is out of its range.</exception>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new GrpcChannelOptions();
        ChannelRules.Check(address, options);
        var invoker = options.HttpHandler is { } handler
            ? new HttpMessageInvoker(handler, options.DisposeHttpHandler)
            : new HttpMessageInvoker(ChannelRules.CreateDefaultHandler(), disposeHandler: true);
        return new GrpcChannel(address, invoker, options);
    }

    /// <summary>Calls a method and waits for its response. The request must not change during the call.</summary>
    /// <exception cref="RpcException">
    /// Every outcome but success: the server's status, or a local one. UNAVAILABLE stands for a server that cannot be reached or trusted, with the transport's
    /// exception as <see cref="Exception.InnerException"/>; DEADLINE_EXCEEDED and CANCELLED for the options' deadline and token.
    /// </exception>
    public async Task<TResponse> UnaryCallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, CallOptions? options = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var response = await UnaryCallWithMetadataAsync(method, request, options);
        return response.Message;
    }

    /// <summary>As <see cref="UnaryCallAsync"/>, and returns the response's headers and trailers as well.</summary>
    /// <inheritdoc cref="UnaryCallAsync" path="/exception"/>
    public Task<UnaryResponse<TResponse>> UnaryCallWithMetadataAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, CallOptions? options = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(request);
        return new UnaryCall<TRequest, TResponse>(_invoker, Address, _options, method, options ?? CallOptions.Default).RunAsync(request);
    }

    /// <summary>Closes the connections, unless the handler belongs to the caller.</summary>
    public void Dispose() => _invoker.Dispose();
}
