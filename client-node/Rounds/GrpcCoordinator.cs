using System.Security.Cryptography;
using Federated.ClientNode.Join;
using Federated.Grpc;
using Federated.Protocol.Errors;
using Federated.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federated.ClientNode.Rounds;

/// <summary>The coordinator over gRPC. Calls that fail for want of a connection are repeated: every call of the protocol may be.</summary>
internal sealed class GrpcCoordinator(ConsortiumConnection connection, ConnectionPatience patience, TrafficCounter traffic, string nodeVersion) : ICoordinator
{
    // A state of 2^30 bytes is a model of more than 10^8 parameters: beyond what a round takes.
    private const long LargestSnapshot = 1L << 30;
    private const int Range = 1 << 20;

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(60);

    public Task<NextResponse> NextAsync(RoundProgress? progress, TimeSpan wait, CancellationToken cancellation) => CallAsync(
        CoordinatorMethods.Next, new NextRequest { Progress = progress, Wait = wait.ToDuration(), NodeVersion = nodeVersion }, wait + CallTimeout, cancellation);

    public async Task<string> GetJobAsync(string jobId, byte[] jobHash, CancellationToken cancellation)
    {
        var request = new GetJobRequest { JobId = jobId, JobHash = ByteString.CopyFrom(jobHash) };
        return (await CallAsync(CoordinatorMethods.GetJob, request, CallTimeout, cancellation)).Document;
    }

    public async Task<byte[]> GetSnapshotAsync(byte[] hash, CancellationToken cancellation)
    {
        var request = new GetSnapshotRequest { SnapshotHash = ByteString.CopyFrom(hash), Limit = Range };
        var first = await CallAsync(CoordinatorMethods.GetSnapshot, request, CallTimeout, cancellation);
        if (first.TotalLength is < 0 or > LargestSnapshot)
            throw new RoundRefusalException("FED-STATE-SIZE", "the job's state is larger than this node takes", $"the limit is {LargestSnapshot:N0} bytes; ask for a smaller model");
        var bytes = new byte[first.TotalLength];
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var range = first.Data; range.Length > 0 && range.Length <= bytes.Length - request.Offset;)
        {
            range.Span.CopyTo(bytes.AsSpan((int)request.Offset));
            digest.AppendData(range.Span);
            request.Offset += range.Length;
            if (request.Offset == bytes.Length)
                break;
            range = (await CallAsync(CoordinatorMethods.GetSnapshot, request, CallTimeout, cancellation)).Data;
        }

        return request.Offset == bytes.Length && digest.GetHashAndReset().AsSpan().SequenceEqual(hash)
            ? bytes
            : throw new RoundRefusalException("FED-STATE-HASH", "the job's state does not have the hash that was offered", "tell the operator: the coordinator sent something else than it announced");
    }

    public async Task<bool> SendAsync(IMessage message, CancellationToken cancellation)
    {
        try
        {
            await SendOnceAsync(message, cancellation);
            return true;
        }
        catch (RpcException refused) when (refused.GetErrorInfo()?.Reason is ErrorReasons.RoundOver or ErrorReasons.ProtocolViolation or ErrorReasons.BadMessage)
        {
            return false;
        }
    }

    private Task SendOnceAsync(IMessage message, CancellationToken cancellation) => message switch
    {
        RefuseRequest request => CallAsync(CoordinatorMethods.Refuse, request, CallTimeout, cancellation),
        AdvertiseRequest request => CallAsync(CoordinatorMethods.Advertise, request, CallTimeout, cancellation),
        ShareKeysRequest request => CallAsync(CoordinatorMethods.ShareKeys, request, CallTimeout, cancellation),
        UploadChunkRequest request => CallAsync(CoordinatorMethods.UploadChunk, request, CallTimeout, cancellation),
        CommitUploadRequest request => CallAsync(CoordinatorMethods.CommitUpload, request, CallTimeout, cancellation),
        AgreeSurvivorsRequest request => CallAsync(CoordinatorMethods.AgreeSurvivors, request, CallTimeout, cancellation),
        UnmaskRequest request => CallAsync(CoordinatorMethods.Unmask, request, CallTimeout, cancellation),
        _ => throw new ArgumentException($"{message.Descriptor.Name} is not a message that a node sends.", nameof(message)),
    };

    private Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, TimeSpan timeout, CancellationToken cancellation)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => patience.RunAsync(
        connection,
        async token =>
        {
            traffic.Sent(request.CalculateSize());
            var response = await connection.Channel.UnaryCallAsync(method, request, new CallOptions { Timeout = timeout, CancellationToken = token });
            traffic.Received(response.CalculateSize());
            return response;
        },
        cancellation);
}
