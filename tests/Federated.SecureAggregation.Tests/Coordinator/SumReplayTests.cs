using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Coordinator;

public sealed class SumReplayTests
{
    private readonly SimulatedRound _round = new(new Consortium(5), [DropStage.Never, DropStage.Upload, DropStage.Never, DropStage.Never, DropStage.Never]);
    private readonly Sealed _sealed;

    public SumReplayTests() => _sealed = Assert.IsType<Sealed>(_round.Run());

    private ReadOnlyMemory<byte>[] Uploads => [.. _round.Uploads.Select(upload => upload.Packed)];

    [Fact]
    public void Replay_OfAnHonestRound_GivesTheLoggedSum()
    {
        Assert.True(Replay(Uploads, _sealed.UploadHashes, _round.Responses, out Digest? sum, out _));
        Assert.Equal(_sealed.SumHash, sum);
    }

    [Fact]
    public void Lie15_AnotherSumPublished_TheReplayDiffers()
    {
        Digest published = Digest.Of(_sealed.SumHash.Span);

        Assert.True(Replay(Uploads, _sealed.UploadHashes, _round.Responses, out Digest? sum, out _));
        Assert.NotEqual(published, sum);
    }

    [Fact]
    public void Lie15_UploadAlteredAfterItsCommit_IsNamed()
    {
        ReadOnlyMemory<byte>[] uploads = Uploads;
        byte[] altered = uploads[2].ToArray();
        altered[0] ^= 1;
        uploads[2] = altered;

        Assert.False(Replay(uploads, _sealed.UploadHashes, _round.Responses, out _, out string? fault));
        Assert.Contains(Consortium.NameOf(3), fault);
    }

    [Fact]
    public void Lie15_UploadLeftOut_DoesNotFit()
    {
        Assert.False(Replay(Uploads[1..], _sealed.UploadHashes, _round.Responses, out _, out _));
        Assert.False(Replay(Uploads[1..], [.. _sealed.UploadHashes.Skip(1)], _round.Responses, out _, out _));
    }

    [Fact]
    public void Lie15_TooFewResponses_DoNotSuffice()
    {
        Assert.False(Replay(Uploads, _sealed.UploadHashes, _round.Responses[..2], out _, out string? fault));
        Assert.Contains("are needed", fault);
    }

    [Fact]
    public void Lie15_ShareThatNobodySigned_IsFound()
    {
        UnmaskResponse honest = _round.Responses[0];
        RevealedShare[] shares = [.. honest.SelfMaskShares];
        shares[0] = new RevealedShare(shares[0].Owner, new SecretBytes([.. Enumerable.Repeat((byte)9, 32)]));
        UnmaskResponse forged = new(honest.NodeId, honest.CohortHash, shares, honest.MaskKeyShares, honest.Signature);

        Assert.False(Replay(Uploads, _sealed.UploadHashes, [forged, .. _round.Responses.Skip(1)], out _, out string? fault));
        Assert.Contains("not signed", fault);
    }

    private bool Replay(ReadOnlyMemory<byte>[] uploads, IReadOnlyList<Digest> hashes, IReadOnlyList<UnmaskResponse> responses, out Digest? sum, out string? fault) =>
        SumReplay.TryReplay(_sealed.Cohort, _sealed.Sharers, _sealed.Survivors, uploads, hashes, responses, out sum, out fault);
}
