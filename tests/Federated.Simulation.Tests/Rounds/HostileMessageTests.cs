using Federated.Coordinator.Jobs;
using Federated.Grpc;
using Federated.Protocol.Errors;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Federated.Simulation.Tests.Harness;
using Google.Protobuf;

namespace Federated.Simulation.Tests.Rounds;

/// <summary>
/// Damaged and forged messages of a member that is in the round. Each is refused with its reason and changes nothing: the honest message that
/// follows is accepted, and the round is sealed at the first attempt with everybody in an exact sum.
/// </summary>
public sealed class HostileMessageTests
{
    private const string Attacker = "partner-1";

    [Theory]
    [InlineData("truncated", StatusCode.InvalidArgument, ErrorReasons.BadMessage)]
    [InlineData("oversized", StatusCode.InvalidArgument, ErrorReasons.BadMessage)]
    [InlineData("empty", StatusCode.InvalidArgument, ErrorReasons.BadMessage)]
    [InlineData("index past the end", StatusCode.InvalidArgument, ErrorReasons.BadMessage)]
    [InlineData("largest index", StatusCode.InvalidArgument, ErrorReasons.BadMessage)]
    [InlineData("damaged", StatusCode.InvalidArgument, ErrorReasons.BadMessage)]
    [InlineData("no digest", StatusCode.InvalidArgument, ErrorReasons.BadMessage)]
    [InlineData("other cohort", StatusCode.FailedPrecondition, ErrorReasons.ProtocolViolation)]
    [InlineData("other attempt", StatusCode.FailedPrecondition, ErrorReasons.RoundOver)]
    [InlineData("no round", StatusCode.FailedPrecondition, ErrorReasons.RoundOver)]
    public void UploadChunk_Hostile_IsRefusedAndTheHonestOneCounts(string attack, StatusCode status, string reason) =>
        AssertRefused(SimulatedJob.Small, message => message is UploadChunkRequest { Index: 0 } chunk ? Spoil(chunk.Clone(), attack) : null, status, reason);

    [Fact]
    public void UploadChunk_RepeatedWithOtherContents_IsRefusedAndTheFirstCounts()
    {
        UploadChunkRequest? first = null;
        AssertRefused(SimulatedJob.Large, Replace, StatusCode.FailedPrecondition, ErrorReasons.ProtocolViolation);

        UploadChunkRequest? Replace(IMessage message)
        {
            if (message is not UploadChunkRequest { Round.Round: 2 } chunk)
                return null;
            if (chunk.Index == 0)
                first = chunk.Clone();
            return chunk.Index == 1 ? WithData(first!, [.. first!.Data.Span[..^1], (byte)~first.Data[^1]]) : null;
        }
    }

    [Fact]
    public void UploadChunk_OvertakenAndRepeated_CountsOnce()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Large, nodes: 3);
        var chunks = 0;
        consortium.Fate = (_, message) =>
        {
            if (message is not UploadChunkRequest { Round.Round: 2 } chunk)
                return WireFate.Delivered;
            chunks++;
            return chunk.Index == 0 ? WireFate.Overtaken : WireFate.Duplicated;
        };
        AssertSealedWithEverybody(consortium);
        Assert.Equal(6, chunks);
    }

    [Fact]
    public void CommitUpload_BeforeItsChunks_IsRefusedAndTheHonestOneCounts() => AssertRefused(
        SimulatedJob.Small,
        message => message is UploadChunkRequest chunk
            ? new CommitUploadRequest { Round = chunk.Round, CohortHash = chunk.CohortHash, UploadHash = chunk.Digest, Signature = ByteString.CopyFrom(new byte[64]) }
            : null,
        StatusCode.FailedPrecondition, ErrorReasons.ProtocolViolation);

    [Fact]
    public void CommitUpload_OfAnotherHash_IsRefusedAndTheHonestOneCounts() => AssertRefused(
        SimulatedJob.Small,
        message =>
        {
            var forged = (message as CommitUploadRequest)?.Clone();
            if (forged is not null)
                forged.UploadHash = Digest.Of("another upload"u8).ToWire();
            return forged;
        },
        StatusCode.FailedPrecondition, ErrorReasons.ProtocolViolation);

    [Fact]
    public void Advertise_WithAnotherNodesName_IsRefusedAndBothTakePart() => AssertRefused(
        SimulatedJob.Small,
        message =>
        {
            var forged = (message as AdvertiseRequest)?.Clone();
            if (forged is not null)
                forged.Advert.NodeId = "partner-2";
            return forged;
        },
        StatusCode.FailedPrecondition, ErrorReasons.ProtocolViolation);

    [Fact]
    public void Advertise_Empty_IsRefused() => AssertRefused(
        SimulatedJob.Small, message => message is AdvertiseRequest ? new AdvertiseRequest() : null, StatusCode.InvalidArgument, ErrorReasons.BadMessage);

    // Before the attacker's own honest message leaves, the forged one arrives in its name.
    private static void AssertRefused(Federated.Tasks.Jobs.JobSpec job, Func<IMessage, IMessage?> forge, StatusCode status, string reason)
    {
        using var consortium = new SimulatedConsortium(job, nodes: 3);
        var attacks = 0;
        consortium.Fate = (node, message) =>
        {
            if (node.Name == Attacker && forge(message) is { } forged)
            {
                attacks++;
                var refusal = Assert.Throws<RpcException>(() => consortium.Coordinator.Receive(Attacker, forged.Descriptor, forged.ToByteArray()));
                Assert.Equal((status, reason), (refusal.StatusCode, refusal.GetErrorInfo()?.Reason));
            }

            return WireFate.Delivered;
        };
        AssertSealedWithEverybody(consortium);
        Assert.True(attacks > 0, "the attack never took place");
    }

    private static void AssertSealedWithEverybody(SimulatedConsortium consortium)
    {
        Assert.Equal(JobState.Completed, consortium.Run().State);
        Assert.All(consortium.Account.Sealed, round => Assert.Equal((1u, 3), (round.Key.Attempt, round.Survivors.Count)));
    }

    private static UploadChunkRequest Spoil(UploadChunkRequest chunk, string attack)
    {
        byte[] data = chunk.Data.ToByteArray();
        switch (attack)
        {
            case "truncated":
                return WithData(chunk, data[..^1]);
            case "oversized":
                return WithData(chunk, [.. data, 0]);
            case "empty":
                return WithData(chunk, []);
            case "index past the end":
                chunk.Index = 1;
                return chunk;
            case "largest index":
                chunk.Index = uint.MaxValue;
                return chunk;
            case "damaged":
                data[0] ^= 1;
                chunk.Data = ByteString.CopyFrom(data);
                return chunk;
            case "no digest":
                chunk.Digest = ByteString.Empty;
                return chunk;
            case "other cohort":
                chunk.CohortHash = Digest.Of("another cohort"u8).ToWire();
                return chunk;
            case "other attempt":
                chunk.Round.Attempt++;
                return chunk;
            case "no round":
                chunk.Round = null;
                return chunk;
            default:
                throw new ArgumentException($"No attack is called '{attack}'.", nameof(attack));
        }
    }

    private static UploadChunkRequest WithData(UploadChunkRequest chunk, byte[] data) => new(chunk)
    {
        Data = ByteString.CopyFrom(data),
        Digest = Digest.Of(data).ToWire(),
    };
}
