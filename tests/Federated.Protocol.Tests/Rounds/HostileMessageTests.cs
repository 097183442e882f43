using Federated.Protocol.Rounds;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Messages;
using Google.Protobuf;
using V1 = Federated.Protocol.V1;

namespace Federated.Protocol.Tests.Rounds;

public class HostileMessageTests
{
    public static TheoryData<string, Action<V1.RoundParameters>> BadParameters { get; } = new()
    {
        { "version", wire => wire.ProtocolVersion = uint.MaxValue },
        { "no round", wire => wire.Round = null },
        { "no job", wire => wire.Round.JobId = "" },
        { "job of control characters", wire => wire.Round.JobId = "\u001b[2J" },
        { "job too long", wire => wire.Round.JobId = new string('a', 65) },
        { "round 0", wire => wire.Round.Round = 0 },
        { "attempt 0", wire => wire.Round.Attempt = 0 },
        { "huge attempt", wire => wire.Round.Attempt = uint.MaxValue },
        { "no roster", wire => wire.RosterRoot = ByteString.Empty },
        { "short model", wire => wire.ModelHash = ByteString.CopyFrom(new byte[31]) },
        { "long job hash", wire => wire.PolicyHash = ByteString.CopyFrom(new byte[33]) },
        { "cohort of two", wire => wire.MinimumCohort = 2 },
        { "huge cohort", wire => wire.MinimumCohort = uint.MaxValue },
        { "huge collusion", wire => wire.ColluderPermille = uint.MaxValue },
        { "huge dropout", wire => wire.DropoutPermille = uint.MaxValue },
        { "no values", wire => wire.ValueCount = 0 },
        { "huge vector", wire => wire.ValueCount = uint.MaxValue },
        { "no ring", wire => wire.ModulusBits = 0 },
        { "huge ring", wire => wire.ModulusBits = uint.MaxValue },
        { "no bits", wire => wire.QuantisationBits = 0 },
        { "huge bits", wire => wire.QuantisationBits = uint.MaxValue },
        { "bound not a number", wire => wire.ValueBound = double.NaN },
        { "bound infinite", wire => wire.ValueBound = double.PositiveInfinity },
        { "bound negative", wire => wire.ValueBound = -1 },
        { "weight 0", wire => wire.WeightBound = 0 },
        { "huge weight", wire => wire.WeightBound = ulong.MaxValue },
        { "norm not a number", wire => wire.ClipNorm = double.NaN },
        { "norm 0", wire => wire.ClipNorm = 0 },
        { "chunk of 9", wire => wire.ChunkElements = 9 },
        { "huge chunk", wire => wire.ChunkElements = uint.MaxValue },
    };

    [Theory]
    [MemberData(nameof(BadParameters))]
    public void Parameters_OutOfRange_AreRefused(string fault, Action<V1.RoundParameters> spoil)
    {
        var wire = Samples.Parameters.ToWire();
        spoil(wire);
        Assert.True(IsRefused(() => _ = wire.ToCore().Layout), fault);
    }

    [Fact]
    public void EmptyMessages_AreRefused()
    {
        Assert.True(IsRefused(() => ((V1.SignedAdvert?)null).ToCore()));
        Assert.True(IsRefused(() => ((V1.RoundParameters?)null).ToCore()));
        Assert.True(IsRefused(() => new V1.ShareKeysRequest().ToCore("a")));
        Assert.True(IsRefused(() => new V1.UploadChunkRequest().ToCore("a")));
        Assert.True(IsRefused(() => new V1.CommitUploadRequest().ToCore("a")));
        Assert.True(IsRefused(() => new V1.AgreeSurvivorsRequest().ToCore("a")));
        Assert.True(IsRefused(() => new V1.UnmaskRequest().ToCore("a")));
        Assert.True(IsRefused(() => new V1.ShareDelivery().ToCore()));
        Assert.True(IsRefused(() => new V1.SurvivorSet().ToCore()));
        Assert.True(IsRefused(() => new V1.UnmaskingCall().ToCore()));
    }

    [Fact]
    public void Advert_KeyThatIsNoPoint_IsRefused()
    {
        var wire = Samples.Advert("a").ToWire();
        wire.MaskKey = ByteString.CopyFrom(new byte[65]);
        Assert.True(IsRefused(() => wire.ToCore()));
        wire = Samples.Advert("a").ToWire();
        wire.ChannelKey = ByteString.Empty;
        Assert.True(IsRefused(() => wire.ToCore()));
    }

    [Fact]
    public void Shares_IndexBeyondAnyCohort_IsRefused()
    {
        var wire = new ShareBundle("a", Samples.Cohort, [Samples.Share(0, 1)], Samples.Signature(1)).ToWire(Samples.Key);
        wire.Shares[0].To = uint.MaxValue;
        Assert.True(IsRefused(() => wire.ToCore("a")));
        wire.Shares[0].To = 1;
        wire.Shares[0].Ciphertext = ByteString.CopyFrom(new byte[1 << 20]);
        Assert.True(IsRefused(() => wire.ToCore("a")));
    }

    [Fact]
    public void UnmaskResponse_ShareOfAnotherLength_IsRefused()
    {
        var wire = new UnmaskResponse("a", Samples.Cohort, [Samples.Revealed(0)], [], Samples.Signature(1)).ToWire(Samples.Key);
        wire.SelfMaskShares[0].Value = ByteString.CopyFrom(new byte[31]);
        Assert.True(IsRefused(() => wire.ToCore("a")));
    }

    [Theory]
    [InlineData(1u, 1u)]
    [InlineData(2u, 1u)]
    [InlineData(0u, uint.MaxValue)]
    public void Survivors_RepeatedUnorderedOrHuge_AreRefused(uint first, uint second)
    {
        var wire = new V1.SurvivorSet { Round = Samples.Key, CohortHash = Samples.Cohort.ToWire() };
        wire.Survivors.Add([first, second]);
        Assert.True(IsRefused(() => wire.ToCore()));
    }

    [Fact]
    public void Survivors_ListOfMillions_IsRefused()
    {
        var wire = new V1.SurvivorSet { Round = Samples.Key, CohortHash = Samples.Cohort.ToWire() };
        wire.Survivors.Add(Enumerable.Range(0, 1_000_000).Select(index => (uint)index));
        Assert.True(IsRefused(() => wire.ToCore()));
    }

    // Any other exception would reach the caller as a fault of the program, and fails the test.
    private static bool IsRefused(Action act)
    {
        try
        {
            act();
            return false;
        }
        catch (ProtocolViolationException refusal)
        {
            return refusal.Violation.Words.Length > 0;
        }
    }
}
