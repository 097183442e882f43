using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;

namespace Federated.Grpc.Tests;

public sealed class MethodTests
{
    [Fact]
    public void Method_FromDescriptor_HasItsPath() => Assert.Equal(RawCall.EchoPath, LoopbackServer.EchoMethod.FullName);

    [Fact]
    public void Method_OtherTypes_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Method<EchoReply, EchoReply>(LoopbackServer.EchoDescriptor, "Echo"));

    [Fact]
    public void Method_UnknownName_SaysWhichExist()
    {
        var fault = Assert.Throws<ArgumentException>(() => new Method<EchoRequest, EchoReply>(LoopbackServer.EchoDescriptor, "Ecco"));

        Assert.Contains("Echo", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Method_Streaming_IsRefused()
    {
        var watch = EchoReflection.Descriptor.Services.Single(service => service.Name == "StreamService").Methods[0];

        Assert.Throws<ArgumentException>(() => new Method<EchoRequest, EchoReply>(watch));
    }
}
