using Federated.Grpc.Health;
using Federated.Grpc.Tests.Loopback;
using Microsoft.Extensions.DependencyInjection;
using ServingStatus = Federated.Grpc.Health.HealthCheckResponse.Types.ServingStatus;

namespace Federated.Grpc.Tests.Health;

public sealed class HealthServiceTests
{
    private static readonly Method<HealthCheckRequest, HealthCheckResponse> Check = new(HealthService.Descriptor, "Check");

    [Fact]
    public async Task Check_StatusesAsSet_AreAnswered()
    {
        await using var server = await LoopbackServer.StartEchoAsync();
        using var channel = server.CreateChannel();
        var health = server.Services.GetRequiredService<HealthService>();

        Assert.Equal(ServingStatus.Serving, (await channel.UnaryCallAsync(Check, new HealthCheckRequest())).Status);

        health.SetStatus("", ServingStatus.NotServing);
        health.SetStatus("federated.testing.v1.EchoService", ServingStatus.Serving);

        Assert.Equal(ServingStatus.NotServing, (await channel.UnaryCallAsync(Check, new HealthCheckRequest())).Status);
        Assert.Equal(ServingStatus.Serving, (await channel.UnaryCallAsync(Check, new HealthCheckRequest { Service = "federated.testing.v1.EchoService" })).Status);
    }

    [Fact]
    public async Task Check_ServiceNobodySet_IsNotFound()
    {
        await using var server = await LoopbackServer.StartEchoAsync();
        using var channel = server.CreateChannel();

        var failure = await Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(Check, new HealthCheckRequest { Service = "who" }));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task Watch_IsUnimplemented()
    {
        await using var server = await LoopbackServer.StartEchoAsync();

        Assert.Equal(StatusCode.Unimplemented, (await RawCall.PostAsync(server.Address, RawCall.Frame(0, []), "/grpc.health.v1.Health/Watch")).StatusCode);
    }
}
