using Microsoft.Extensions.DependencyInjection;

namespace Federated.Grpc.Server;

/// <summary>Makes the service of a call and runs the interceptors around its method.</summary>
internal sealed class ServiceInvoker<TService, TRequest, TResponse>(ServiceMethod<TService, TRequest, TResponse> method, InterceptorCollection interceptors)
    where TService : class
    where TRequest : class
    where TResponse : class
{
    public Task<TResponse> InvokeAsync(IServiceProvider services, TRequest request, ServerCallContext context)
    {
        UnaryServerMethod<TRequest, TResponse> next = (innerRequest, innerContext) => RunHandlerAsync(services, innerRequest, innerContext);
        foreach (var type in interceptors.Reverse())
        {
            var continuation = next;
            next = (innerRequest, innerContext) => RunInterceptorAsync(type, services, innerRequest, innerContext, continuation);
        }
        return next(request, context);
    }

    private async Task<TResponse> RunHandlerAsync(IServiceProvider services, TRequest request, ServerCallContext context)
    {
        if (services.GetService<TService>() is { } registered)
            return await method(registered, request, context);
        await using var created = new OwnedInstance<TService>(services, typeof(TService));
        return await method(created.Value, request, context);
    }

    private static async Task<TResponse> RunInterceptorAsync(
        Type type, IServiceProvider services, TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (services.GetService(type) is Interceptor registered)
            return await registered.UnaryServerHandler(request, context, continuation);
        await using var created = new OwnedInstance<Interceptor>(services, type);
        return await created.Value.UnaryServerHandler(request, context, continuation);
    }
}
