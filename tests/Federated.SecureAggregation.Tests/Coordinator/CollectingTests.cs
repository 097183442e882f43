using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Coordinator;

public sealed class CollectingTests
{
    [Fact]
    public void Chunks_ReorderedAndRepeated_Accepted()
    {
        (Collecting phase, StagedRound round) = Ready();
        MaskedUpload upload = round.Uploads[0];
        for (int index = upload.ChunkCount - 1; index >= 0; index--)
        {
            Assert.True(phase.Receive(upload.Chunk(index)).IsAccepted);
        }

        Assert.True(phase.Receive(upload.Chunk(1)).IsDuplicate);
        Assert.True(phase.Receive(upload.Commit).IsAccepted);
        Assert.True(phase.Receive(upload.Commit).IsDuplicate);
        Assert.True(phase.Receive(upload.Chunk(0)).IsDuplicate);
        Assert.DoesNotContain(Consortium.NameOf(0), phase.Awaited);
    }

    [Fact]
    public void Chunk_OtherBytesForOneIndex_ConflictingRepeat()
    {
        (Collecting phase, StagedRound round) = Ready();
        UploadChunk chunk = round.Uploads[0].Chunk(0);
        phase.Receive(chunk);
        byte[] altered = chunk.Bytes.ToArray();
        altered[3] ^= 1;

        Receipt receipt = phase.Receive(new UploadChunk(chunk.NodeId, chunk.CohortHash, 0, altered));

        Assert.Equal(ViolationCode.ConflictingRepeat, receipt.Violation?.Code);
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(0, 1)]
    [InlineData(2, -1)]
    [InlineData(3, 0)]
    public void Chunk_TruncatedOversizedOrOutside_ChunkOutOfLayout(int index, int extraBytes)
    {
        (Collecting phase, StagedRound round) = Ready();
        UploadChunk whole = round.Uploads[0].Chunk(Math.Min(index, 2));
        byte[] bytes = new byte[whole.Bytes.Length + extraBytes];

        Receipt receipt = phase.Receive(new UploadChunk(whole.NodeId, whole.CohortHash, index, bytes));

        Assert.Equal(ViolationCode.ChunkOutOfLayout, receipt.Violation?.Code);
    }

    [Fact]
    public void Chunk_StrayBitsAtTheEnd_ChunkOutOfLayoutThenResent()
    {
        (Collecting phase, StagedRound round) = Ready();
        MaskedUpload upload = round.Uploads[0];
        byte[] altered = upload.Chunk(2).Bytes.ToArray();
        altered[^1] |= 0x80;

        Receipt receipt = phase.Receive(new UploadChunk(upload.Commit.NodeId, upload.Commit.CohortHash, 2, altered));

        Assert.Equal(ViolationCode.ChunkOutOfLayout, receipt.Violation?.Code);
        Send(phase, upload);
    }

    [Fact]
    public void Commit_ChunkMissing_UploadIncompleteThenAccepted()
    {
        (Collecting phase, StagedRound round) = Ready();
        MaskedUpload upload = round.Uploads[0];
        phase.Receive(upload.Chunk(0));
        phase.Receive(upload.Chunk(2));

        Assert.Equal(ViolationCode.UploadIncomplete, phase.Receive(upload.Commit).Violation?.Code);

        phase.Receive(upload.Chunk(1));
        Assert.True(phase.Receive(upload.Commit).IsAccepted);
    }

    [Fact]
    public void Commit_ChunksAltered_UploadDigestDiffersThenResent()
    {
        (Collecting phase, StagedRound round) = Ready();
        MaskedUpload upload = round.Uploads[0];
        byte[] altered = upload.Chunk(0).Bytes.ToArray();
        altered[0] ^= 1;
        phase.Receive(new UploadChunk(upload.Commit.NodeId, upload.Commit.CohortHash, 0, altered));
        phase.Receive(upload.Chunk(1));
        phase.Receive(upload.Chunk(2));

        Assert.Equal(ViolationCode.UploadDigestDiffers, phase.Receive(upload.Commit).Violation?.Code);

        Send(phase, upload);
        Assert.DoesNotContain(Consortium.NameOf(0), phase.Awaited);
    }

    [Fact]
    public void Upload_OfAnotherCohortOrAStranger_Refused()
    {
        (Collecting phase, StagedRound round) = Ready();
        UploadChunk chunk = round.Uploads[0].Chunk(0);

        Assert.Equal(ViolationCode.CohortDiffers, phase.Receive(new UploadChunk(chunk.NodeId, Digest.Of([1]), 0, chunk.Bytes)).Violation?.Code);
        Assert.Equal(ViolationCode.UnexpectedMember, phase.Receive(new UploadChunk("stranger", chunk.CohortHash, 0, chunk.Bytes)).Violation?.Code);
    }

    [Fact]
    public void Commit_SignedByAnother_BadSignature()
    {
        (Collecting phase, StagedRound round) = Ready();
        UploadCommit other = round.Uploads[1].Commit;

        Receipt receipt = phase.Receive(new UploadCommit(Consortium.NameOf(0), other.CohortHash, other.Payload, other.Signature));

        Assert.Equal(ViolationCode.BadSignature, receipt.Violation?.Code);
    }

    [Fact]
    public void Tick_AllUploaded_AdvancesBeforeTheDeadline()
    {
        (Collecting phase, StagedRound round) = Ready();
        Assert.Same(phase, phase.Tick(Consortium.Start));
        foreach (MaskedUpload upload in round.Uploads)
        {
            Send(phase, upload);
        }

        CoordinatorPhase next = phase.Tick(Consortium.Start);

        Assert.IsType<Agreeing>(next);
        Assert.Same(next, phase.Tick(Consortium.Start));
        Assert.Equal(ViolationCode.PhaseOver, phase.Receive(round.Uploads[0].Commit).Violation?.Code);
    }

    [Fact]
    public void Tick_NodeWithdrawnMidUpload_IsNotInTheSum()
    {
        (Collecting phase, StagedRound round) = Ready();
        phase.Receive(round.Uploads[3].Chunk(0));
        foreach (MaskedUpload upload in round.Uploads[..3])
        {
            Send(phase, upload);
        }

        phase.Withdraw(Consortium.NameOf(3), "the disk is full");

        Agreeing next = Assert.IsType<Agreeing>(phase.Tick(Consortium.Start));
        Assert.Equal([0, 1, 2], next.Survivors);
        Assert.Equal(new Dropout(Consortium.NameOf(3), RoundPhase.Collecting, "the disk is full"), Assert.Single(next.Dropouts));
    }

    private static void Send(Collecting phase, MaskedUpload upload)
    {
        Assert.All(Enumerable.Range(0, upload.ChunkCount), index => Assert.True(phase.Receive(upload.Chunk(index)).IsAccepted));
        Assert.True(phase.Receive(upload.Commit).IsAccepted);
    }

    private static (Collecting Phase, StagedRound Round) Ready()
    {
        Consortium consortium = new(4);
        StagedRound round = new StagedRound(consortium).Share().Mask();
        Advertising advertising = new(consortium.Setting, consortium.Names, Consortium.Start);
        Assert.All(round.Adverts, advert => Assert.True(advertising.Receive(advert).IsAccepted));
        Sharing sharing = Assert.IsType<Sharing>(advertising.Tick(Consortium.Start));
        Assert.All(round.Bundles, bundle => Assert.True(sharing.Receive(bundle).IsAccepted));
        return (Assert.IsType<Collecting>(sharing.Tick(Consortium.Start)), round);
    }
}
