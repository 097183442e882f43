using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace Federated.Grpc.Tests.Server;

public sealed class MethodBinderTests
{
    [Fact]
    public void MapGrpcService_MethodMissing_NamesTheSignatureItNeeds()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => CreateApp().MapGrpcService<NoEcho>(LoopbackServer.EchoDescriptor));

        Assert.Contains("Task<EchoReply> Echo(EchoRequest request, ServerCallContext context)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MapGrpcService_OtherReturnType_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => CreateApp().MapGrpcService<WrongEcho>(LoopbackServer.EchoDescriptor));

    [Fact]
    public void MapGrpcService_StreamingMethod_IsRefused()
    {
        var streams = EchoReflection.Descriptor.Services.Single(service => service.Name == "StreamService");

        var fault = Assert.Throws<InvalidOperationException>(() => CreateApp().MapGrpcService<NoEcho>(streams));

        Assert.Contains("Watch streams", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MapGrpcService_WithoutAddGrpc_SaysSo()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => WebApplication.CreateSlimBuilder().Build().MapGrpcService<NoEcho>(LoopbackServer.EchoDescriptor));

        Assert.Contains("AddGrpc", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_SeveralFaults_AreReportedTogether()
    {
        var app = CreateApp(options =>
        {
            options.MaxReceiveMessageSize = 0;
            options.MaxSendMessageSize = -1;
            options.ResponseCompressionAlgorithm = "zip";
        });

        var fault = Assert.Throws<OptionsValidationException>(() => app.MapGrpcHealthService());

        Assert.Equal(3, fault.Failures.Count());
    }

    private static WebApplication CreateApp(Action<GrpcServiceOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGrpc(configure);
        return builder.Build();
    }

    private sealed class NoEcho;

    private sealed class WrongEcho(EchoReply reply)
    {
        public EchoReply Echo(EchoRequest request, ServerCallContext context) => reply;
    }
}
