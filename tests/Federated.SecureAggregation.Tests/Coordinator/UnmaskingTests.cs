using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Coordinator;

public sealed class UnmaskingTests
{
    private static readonly DropStage[] OneLost = [DropStage.Never, DropStage.Upload, DropStage.Never, DropStage.Unmasking, DropStage.Never];

    [Fact]
    public void Restore_KilledBeforeAndAfterEveryResponse_SealsTheSameSum()
    {
        Consortium consortium = new(5);
        int restarts = 0;
        List<byte[]> responses = [];

        CoordinatorPhase end = new SimulatedRound(consortium, OneLost)
        {
            SavedResponses = responses,
            AroundUnmasking = phase =>
            {
                restarts++;
                return Unmasking.Restore(phase.Save(), responses, consortium.Roster, new PhaseTimeouts(), Consortium.Start);
            },
        }.Run();

        Sealed result = Assert.IsType<Sealed>(end);
        Assert.Equal(4, restarts);
        Assert.Equal(consortium.ExactSum([0, 2, 3, 4]), result.Dequantise().Values);
        Assert.Equal(4, result.UploadHashes.Count);
        Assert.Equal(
            [new Dropout(Consortium.NameOf(1), RoundPhase.Collecting, "its time ran out"), new Dropout(Consortium.NameOf(3), RoundPhase.Unmasking, "its time ran out")],
            result.Dropouts);
    }

    [Fact]
    public void Restore_AnyByteAltered_Refused()
    {
        Consortium consortium = new(4);
        byte[] saved = [];
        SimulatedRound round = new(consortium, new DropStage[4])
        {
            AroundUnmasking = phase =>
            {
                saved = phase.Save();
                return phase;
            },
        };
        round.Run();
        byte[] response = round.SavedResponses[0];
        Assert.NotNull(Unmasking.Restore(saved, [response], consortium.Roster, new PhaseTimeouts(), Consortium.Start));

        for (int at = 0; at < saved.Length; at += 37)
        {
            byte[] altered = [.. saved];
            altered[at] ^= 4;
            Assert.Throws<ProtocolViolationException>(() => Unmasking.Restore(altered, [], consortium.Roster, new PhaseTimeouts(), Consortium.Start));
        }

        for (int at = 0; at < response.Length; at += 37)
        {
            byte[] altered = [.. response];
            altered[at] ^= 4;
            Assert.Throws<ProtocolViolationException>(() => Unmasking.Restore(saved, [altered], consortium.Roster, new PhaseTimeouts(), Consortium.Start));
        }

        Assert.Throws<ProtocolViolationException>(() => Unmasking.Restore(saved.AsSpan(0, saved.Length - 1), [], consortium.Roster, new PhaseTimeouts(), Consortium.Start));
    }

    [Fact]
    public void Sealed_Hashes_AreThoseOfTheUploadsThatWereSent()
    {
        Consortium consortium = new(4);
        SimulatedRound round = new(consortium, new DropStage[4]);

        Sealed result = Assert.IsType<Sealed>(round.Run());

        Assert.Equal(round.Uploads.Select(upload => UploadHash.Of(upload.Packed, consortium.Parameters.Layout)), result.UploadHashes);
        Assert.Equal(4, result.ConsistencySignatures.Count);
        Assert.NotEqual(result.Cohort.Hash, result.SumHash);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Close_OneShareFalsified_AbortsInsteadOfAWrongSum(bool selfMask)
    {
        Consortium consortium = new(5);
        StagedRound round = new StagedRound(consortium).Share().Mask();
        MemberSet survivors = new([0, 1, 2, 3]);
        round.Agree(survivors);
        Unmasking phase = AtUnmasking(round, survivors);
        UnmaskResponse[] responses = [.. round.Unmasking.Select(unmask => unmask.Reveal(phase.Request).MustAdvance().Message)];
        foreach (UnmaskResponse response in responses[1..])
        {
            Assert.True(phase.Receive(response).IsAccepted);
        }

        RevealedShare[] selfMasks = [.. responses[0].SelfMaskShares];
        RevealedShare[] maskKeys = [.. responses[0].MaskKeyShares];
        (selfMask ? selfMasks : maskKeys)[0] = new RevealedShare((selfMask ? selfMasks : maskKeys)[0].Owner, new SecretBytes([.. Enumerable.Repeat((byte)9, 32)]));
        Assert.True(phase.Receive(UnmaskResponse.Sign(consortium.Identities[0], Consortium.NameOf(0), round.CohortHash, selfMasks, maskKeys)).IsAccepted);

        Aborted end = Assert.IsType<Aborted>(phase.Tick(Consortium.Start));

        Assert.Equal(AbortCause.InconsistentShares, end.Cause);
        Assert.False(end.CanRetryRound);
    }

    [Fact]
    public void Receive_SharesThatWereNotAskedFor_Refused()
    {
        Consortium consortium = new(4);
        StagedRound round = new StagedRound(consortium).Share().Mask();
        round.Agree(round.Everyone);
        Unmasking phase = AtUnmasking(round, round.Everyone);
        UnmaskResponse honest = round.Unmasking[0].Reveal(phase.Request).MustAdvance().Message;

        UnmaskResponse fewer = UnmaskResponse.Sign(consortium.Identities[0], honest.NodeId, honest.CohortHash, [.. honest.SelfMaskShares.Take(3)], []);

        Assert.Equal(ViolationCode.UnexpectedMember, phase.Receive(fewer).Violation?.Code);
        Assert.True(phase.Receive(honest).IsAccepted);
        Assert.True(phase.Receive(honest).IsDuplicate);
        Assert.Equal(ViolationCode.ConflictingRepeat, phase.Receive(fewer).Violation?.Code);
    }

    private static Unmasking AtUnmasking(StagedRound round, MemberSet survivors)
    {
        Consortium consortium = round.Consortium;
        CoordinatorPhase phase = new Advertising(consortium.Setting, consortium.Names, Consortium.Start);
        Array.ForEach(round.Adverts, advert => ((Advertising)phase).Receive(advert));
        phase = phase.Tick(Consortium.Start);
        Array.ForEach(round.Bundles, bundle => ((Sharing)phase).Receive(bundle));
        phase = phase.Tick(Consortium.Start);
        foreach (MaskedUpload upload in survivors.Select(node => round.Uploads[node]))
        {
            Assert.All(Enumerable.Range(0, upload.ChunkCount), index => Assert.True(((Collecting)phase).Receive(upload.Chunk(index)).IsAccepted));
            Assert.True(((Collecting)phase).Receive(upload.Commit).IsAccepted);
        }

        phase = phase.Tick(phase.Deadline!.Value);
        Array.ForEach(round.Signatures, signature => ((Agreeing)phase).Receive(signature));
        return Assert.IsType<Unmasking>(phase.Tick(Consortium.Start));
    }
}
