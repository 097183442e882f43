using Federated.Grpc.Tests.Protos;

namespace Federated.Grpc.Tests.Loopback;

/// <summary>Serves Echo with whatever a test wants done.</summary>
internal sealed class EchoHandler(UnaryServerMethod<EchoRequest, EchoReply> answer)
{
    public Task<EchoReply> Echo(EchoRequest request, ServerCallContext context) => answer(request, context);

    public static Task<EchoReply> Repeat(EchoRequest request, ServerCallContext context) =>
        Task.FromResult(new EchoReply { Text = request.Text, Payload = request.Payload });
}
