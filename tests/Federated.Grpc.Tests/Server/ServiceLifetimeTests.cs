using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Microsoft.Extensions.DependencyInjection;

namespace Federated.Grpc.Tests.Server;

public sealed class ServiceLifetimeTests
{
    [Fact]
    public async Task Service_NotRegistered_IsMadeAndDisposedForEachCall()
    {
        var counts = new Counts();
        await using var server = await LoopbackServer.StartAsync(
            app => app.MapGrpcService<Disposing>(LoopbackServer.EchoDescriptor),
            services => services.AddSingleton(counts).AddGrpc());
        using var channel = server.CreateChannel();

        await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest());
        await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest());

        Assert.Equal((2, 2), (counts.Made, counts.Disposed));
    }

    private sealed class Counts
    {
        public int Made { get; set; }

        public int Disposed { get; set; }
    }

    private sealed class Disposing : IAsyncDisposable
    {
        private readonly Counts _counts;

        public Disposing(Counts counts)
        {
            _counts = counts;
            counts.Made++;
        }

        public Task<EchoReply> Echo(EchoRequest request, ServerCallContext context) => Task.FromResult(new EchoReply { Text = $"{_counts.Made}" });

        public ValueTask DisposeAsync()
        {
            _counts.Disposed++;
            return ValueTask.CompletedTask;
        }
    }
}
