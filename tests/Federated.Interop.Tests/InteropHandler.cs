using Federated.Grpc;
using Federated.Interop.Tests.Protos;
using Google.Protobuf;

namespace Federated.Interop.Tests;

/// <summary>Our side of the service.</summary>
internal sealed class InteropHandler(TimeProvider clock)
{
    public async Task<CallReply> Call(CallRequest request, ServerCallContext context)
    {
        await context.WriteResponseHeadersAsync(Answer(context.RequestHeaders, "ahead"));
        foreach (var entry in Answer(context.RequestHeaders, "after"))
            context.ResponseTrailers.Add(entry);
        if (request.FailCode != 0)
            throw new RpcException(new Status((StatusCode)request.FailCode, request.FailMessage), new Metadata { { "grpc-status-details-bin", request.FailDetails.ToByteArray() } });
        await Task.Delay(TimeSpan.FromMilliseconds(request.DelayMilliseconds), clock, context.CancellationToken);
        return new CallReply
        {
            Text = request.Text,
            Payload = request.ReplyBytes > 0 ? ByteString.CopyFrom(new byte[request.ReplyBytes]) : request.Payload,
        };
    }

    private static Metadata Answer(Metadata asked, string name)
    {
        var answer = new Metadata();
        foreach (var entry in asked.GetAll("ask"))
            answer.Add(name, entry.Value);
        foreach (var entry in asked.GetAll("ask-bin"))
            answer.Add($"{name}-bin", entry.ValueBytes);
        return answer;
    }
}
