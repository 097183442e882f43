using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Microsoft.Extensions.DependencyInjection;

namespace Federated.Grpc.Tests.Server;

public sealed class InterceptorTests
{
    [Fact]
    public async Task Interceptors_Several_RunOutermostFirstAndShareTheUserState()
    {
        var order = new List<string>();
        await using var server = await LoopbackServer.StartEchoAsync(
            (request, context) =>
            {
                order.Add($"handler for {context.UserState["who"]}");
                return EchoHandler.Repeat(request, context);
            },
            options =>
            {
                options.Interceptors.Add<Identify>();
                options.Interceptors.Add<Trace>();
            },
            services: services => services.AddSingleton(order));
        using var channel = server.CreateChannel();

        await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest(), new CallOptions { Headers = new Metadata { { "who", "north" } } });

        Assert.Equal(["trace sees north", "handler for north", "trace ends"], order);
    }

    [Fact]
    public async Task Interceptor_Refuses_HandlerIsNotCalled()
    {
        await using var server = await LoopbackServer.StartEchoAsync(
            (_, _) => throw new InvalidOperationException("must not run"),
            options => options.Interceptors.Add<Identify>());
        using var channel = server.CreateChannel();

        var failure = await Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest()));

        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
    }

    private sealed class Identify : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            context.UserState["who"] = context.RequestHeaders.GetValue("who") ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "Who are you?"));
            return continuation(request, context);
        }
    }

    private sealed class Trace(List<string> order) : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            order.Add($"trace sees {context.UserState["who"]}");
            var response = await continuation(request, context);
            order.Add("trace ends");
            return response;
        }
    }
}
