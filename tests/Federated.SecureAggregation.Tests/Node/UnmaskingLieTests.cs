using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Ring;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Node;

/// <summary>Lies about who survived: numbers 7 to 10, 13 and 14 of the list in the privacy design. Each ends before any share of the victim's second kind is released.</summary>
public sealed class UnmaskingLieTests
{
    [Fact]
    public void Lie7_BothShareKindsOfOneNodeInOneRequest_Refused()
    {
        StagedRound round = new StagedRound(new Consortium(4)).Share().Mask();
        round.Agree(round.Everyone);

        round.Unmasking[0].Reveal(round.Request(round.Everyone, new MemberSet([2]))).MustRefuse(ViolationCode.BothShareKinds);

        Assert.DoesNotContain("released 1.1", round.Consortium.Ledgers[0].Writes);
    }

    [Fact]
    public void Lie8_SecondRequestToOneNode_PhaseIsSpent()
    {
        StagedRound round = new StagedRound(new Consortium(4)).Share().Mask();
        round.Agree(round.Everyone);
        UnmaskRequest request = round.Request(round.Everyone, new MemberSet([]));
        round.Unmasking[0].Reveal(request).MustAdvance();

        Assert.Throws<InvalidOperationException>(() => round.Unmasking[0].Reveal(request));
    }

    [Fact]
    public void Lie8_OtherSurvivorsThanSigned_SurvivorsDiffer()
    {
        StagedRound round = new StagedRound(new Consortium(4)).Share().Mask();
        round.Agree(round.Everyone);

        round.Unmasking[0].Reveal(round.Request(new MemberSet([0, 1, 3]), new MemberSet([2]))).MustRefuse(ViolationCode.SurvivorsDiffer);
    }

    [Fact]
    public void Lie8_NeighboursToldDifferentSurvivors_SignaturesProveIt()
    {
        // Nodes 0 and 1 are told that 4 is dead, the others that it lives: two halves, each asked for the other kind of share of node 4.
        StagedRound round = new StagedRound(new Consortium(5)).Share().Mask();
        MemberSet without = new([0, 1, 2, 3]);
        (Unmask victimPhase, ConsistencySignature first) = round.Agreeing[0].Agree(new SurvivorAnnouncement(round.CohortHash, without)).MustAdvance();
        (_, ConsistencySignature second) = round.Agreeing[1].Agree(new SurvivorAnnouncement(round.CohortHash, without)).MustAdvance();
        (_, ConsistencySignature third) = round.Agreeing[2].Agree(new SurvivorAnnouncement(round.CohortHash, round.Everyone)).MustAdvance();

        ProtocolViolation violation = victimPhase.Reveal(new UnmaskRequest(round.CohortHash, without, new MemberSet([4]), [first, second, third]))
            .MustRefuse(ViolationCode.SurvivorsDiffer);

        Assert.Equal(Consortium.NameOf(2), Assert.Single(violation.Evidence).NodeId);
    }

    [Fact]
    public void Lie8_FewerSignaturesThanTheQuorum_TooFewMembers()
    {
        StagedRound round = new StagedRound(new Consortium(4)).Share().Mask();
        round.Agree(round.Everyone);
        UnmaskRequest request = new(round.CohortHash, round.Everyone, new MemberSet([]), round.Signatures.Take(2));

        round.Unmasking[0].Reveal(request).MustRefuse(ViolationCode.TooFewMembers);
    }

    [Fact]
    public void Lie8_OneSignatureCountedTwice_UnexpectedMember()
    {
        StagedRound round = new StagedRound(new Consortium(4)).Share().Mask();
        round.Agree(round.Everyone);
        UnmaskRequest request = new(round.CohortHash, round.Everyone, new MemberSet([]), [round.Signatures[0], round.Signatures[1], round.Signatures[1]]);

        round.Unmasking[0].Reveal(request).MustRefuse(ViolationCode.UnexpectedMember);
    }

    [Fact]
    public void Lie8_ForgedSignature_BadSignature()
    {
        StagedRound round = new StagedRound(new Consortium(4)).Share().Mask();
        round.Agree(round.Everyone);
        ConsistencySignature honest = round.Signatures[1];
        ConsistencySignature forged = new(Consortium.NameOf(2), honest.CohortHash, honest.SurvivorsHash, honest.Signature);

        round.Unmasking[0].Reveal(new UnmaskRequest(round.CohortHash, round.Everyone, new MemberSet([]), [round.Signatures[0], honest, forged]))
            .MustRefuse(ViolationCode.BadSignature);
    }

    [Fact]
    public void Lie8_OtherSurvivorsAfterARestart_LedgerRemembers()
    {
        Consortium consortium = new(5);
        StagedRound first = new StagedRound(consortium).Share().Mask();
        first.Agreeing[0].Agree(new SurvivorAnnouncement(first.CohortHash, first.Everyone)).MustAdvance();
        StagedRound again = new StagedRound(consortium).Share().Mask();

        again.Agreeing[0].Agree(new SurvivorAnnouncement(again.CohortHash, new MemberSet([0, 1, 2, 3]))).MustRefuse(ViolationCode.SurvivorsDiffer);
    }

    [Fact]
    public void Lie9_LiveNodeDeclaredDead_RefusesToSign()
    {
        StagedRound round = new StagedRound(new Consortium(5)).Share().Mask();

        round.Agreeing[4].Agree(new SurvivorAnnouncement(round.CohortHash, new MemberSet([0, 1, 2, 3]))).MustRefuse(ViolationCode.OwnMemberMissing);
    }

    [Fact]
    public void Lie9_LiveNodeDeclaredDead_ItsUploadKeepsItsSelfMask()
    {
        // Everybody else believes that node 4 died: its pair masks come off, and its upload is still not its contribution.
        Consortium consortium = new(5);
        StagedRound round = new StagedRound(consortium).Share().Mask();
        MemberSet without = new([0, 1, 2, 3]);
        round.Agree(without);
        UnmaskResponse[] responses = [.. round.Unmasking.Select(phase => phase.Reveal(round.Request(without, new MemberSet([4]))).MustAdvance().Message)];

        Assert.All(responses, response => Assert.DoesNotContain(response.SelfMaskShares, share => share.Owner == 4));
        Assert.All(responses, response => Assert.Equal(4, Assert.Single(response.MaskKeyShares).Owner));
    }

    [Fact]
    public void Lie9_TooManyDeclaredDead_TooFewMembers()
    {
        StagedRound round = new StagedRound(new Consortium(5)).Share().Mask();

        round.Agreeing[0].Agree(new SurvivorAnnouncement(round.CohortHash, new MemberSet([0, 1]))).MustRefuse(ViolationCode.TooFewMembers);
    }

    [Fact]
    public void Lie9_SurvivorWhoNeverShared_UnexpectedMember()
    {
        StagedRound round = new StagedRound(new Consortium(5)).Share();
        using RingVector contribution = round.Consortium.ContributionOf(0);
        ShareDelivery withoutFour = new(round.CohortHash, round.SharesTo(0).Where(share => share.From != 4));
        (Consistency phase, _) = round.Masking[0].Mask(withoutFour, contribution).MustAdvance();

        phase.Agree(new SurvivorAnnouncement(round.CohortHash, round.Everyone)).MustRefuse(ViolationCode.UnexpectedMember);
    }

    [Fact]
    public void Lie10_FinishedRoundReplayed_RoundReplayed()
    {
        Consortium consortium = new(4);
        consortium.Ledgers[0].Finished["churn"] = 3;

        new AdvertiseKeys(consortium.Participants[0], consortium.Parameters with { Round = 3 }).Advertise().MustRefuse(ViolationCode.RoundReplayed);
        new AdvertiseKeys(consortium.Participants[0], consortium.Parameters with { Round = 4 }).Advertise().MustAdvance();
    }

    [Fact]
    public void Lie10_RoundRestartedAfterSharesWereReleased_RoundReplayed()
    {
        Consortium consortium = new(4);
        StagedRound round = new StagedRound(consortium).Share().Mask();
        round.Agree(round.Everyone);
        round.Unmasking[0].Reveal(round.Request(round.Everyone, new MemberSet([]))).MustAdvance();

        new AdvertiseKeys(consortium.Participants[0], consortium.Parameters with { Attempt = 2 }).Advertise().MustRefuse(ViolationCode.RoundReplayed);
    }

    [Fact]
    public void Lie10_TwoAttemptsSideBySide_OnlyOneIsUnmasked()
    {
        Consortium consortium = new(4);
        StagedRound first = new StagedRound(consortium).Share().Mask();
        consortium.Parameters = consortium.Parameters with { Attempt = 2 };
        StagedRound second = new StagedRound(consortium).Share().Mask();
        first.Agree(first.Everyone);
        second.Agree(second.Everyone);
        first.Unmasking[0].Reveal(first.Request(first.Everyone, new MemberSet([]))).MustAdvance();

        second.Unmasking[0].Reveal(second.Request(second.Everyone, new MemberSet([]))).MustRefuse(ViolationCode.RoundReplayed);
    }

    [Fact]
    public void Lie10_AttemptGoesOnAfterAnotherWasUnmasked_NothingIsSigned()
    {
        Consortium consortium = new(4);
        StagedRound first = new StagedRound(consortium).Share().Mask();
        consortium.Parameters = consortium.Parameters with { Attempt = 2 };
        StagedRound second = new StagedRound(consortium).Share().Mask();
        first.Agree(first.Everyone);
        first.Unmasking[0].Reveal(first.Request(first.Everyone, new MemberSet([]))).MustAdvance();

        second.Agreeing[0].Agree(new SurvivorAnnouncement(second.CohortHash, second.Everyone)).MustRefuse(ViolationCode.RoundReplayed);
    }

    /// <summary>The node died after it had signed: its keys are gone, its ledger is not. The same attempt is not signed again, whatever set is shown to it.</summary>
    [Theory]
    [InlineData("0 1 2 3 4")]
    [InlineData("0 1 2 3")]
    public void Lie13_NodeDiedAfterItsSignature_SignsNothingElseForThatAttempt(string survivors)
    {
        Consortium consortium = new(5);
        StagedRound first = new StagedRound(consortium).Share().Mask();
        first.Agreeing[0].Agree(new SurvivorAnnouncement(first.CohortHash, first.Everyone)).MustAdvance();
        Restart(consortium, node: 0);
        StagedRound again = new StagedRound(consortium).Share().Mask();

        again.Agreeing[0].Agree(new SurvivorAnnouncement(again.CohortHash, new MemberSet(survivors.Split(' ').Select(int.Parse)))).MustRefuse(ViolationCode.SurvivorsDiffer);

        Assert.Equal(["signed 1.1"], consortium.Ledgers[0].Writes);
    }

    [Fact]
    public void Lie13_NodeDiedAfterItsSignature_MayTakePartInTheNextAttempt()
    {
        Consortium consortium = new(5);
        StagedRound first = new StagedRound(consortium).Share().Mask();
        first.Agreeing[0].Agree(new SurvivorAnnouncement(first.CohortHash, first.Everyone)).MustAdvance();
        Restart(consortium, node: 0);
        consortium.Parameters = consortium.Parameters with { Attempt = 2 };
        StagedRound second = new StagedRound(consortium).Share().Mask();

        second.Agree(second.Everyone).Unmasking[0].Reveal(second.Request(second.Everyone, new MemberSet([]))).MustAdvance();

        Assert.Equal(["signed 1.1", "signed 1.2", "released 1.2"], consortium.Ledgers[0].Writes);
    }

    /// <summary>The node died between the record of its release and the message. It cannot know whether the shares left, so it acts as if they had.</summary>
    [Fact]
    public void Lie13_NodeDiedAfterItsReleaseWasRecorded_JoinsNoFurtherAttempt()
    {
        Consortium consortium = new(5);
        StagedRound round = new StagedRound(consortium).Share().Mask();
        round.Agree(round.Everyone).Unmasking[0].Reveal(round.Request(round.Everyone, new MemberSet([]))).MustAdvance();
        Restart(consortium, node: 0);

        foreach (RoundParameters later in new[] { consortium.Parameters, consortium.Parameters with { Attempt = 2 }, consortium.Parameters with { Attempt = 9, ModelHash = Digest.Of("another"u8) } })
        {
            new AdvertiseKeys(consortium.Participants[0], later).Advertise().MustRefuse(ViolationCode.RoundReplayed);
        }

        new AdvertiseKeys(consortium.Participants[0], consortium.Parameters with { Round = 2 }).Advertise().MustAdvance();
    }

    [Fact]
    public void Lie14_SurvivorsBelowTheThreshold_SignedByNobody()
    {
        Consortium consortium = new(6);
        StagedRound round = new StagedRound(consortium).Share().Mask();

        round.Agreeing[0].Agree(new SurvivorAnnouncement(round.CohortHash, new MemberSet([0, 1, 2]))).MustRefuse(ViolationCode.TooFewMembers);
    }

    // A new process: fresh randomness, nothing in memory, the ledger of before.
    private static void Restart(Consortium consortium, int node)
    {
        Participant before = consortium.Participants[node];
        consortium.Participants[node] = new Participant(before.NodeId, consortium.Identities[node], consortium.Roster, before.Floor, consortium.Ledgers[node], new SeededRandom(9000 + node));
    }

    [Fact]
    public void Step_Recorded_BeforeItsMessageLeaves()
    {
        Consortium consortium = new(4);
        StagedRound round = new StagedRound(consortium).Share().Mask();
        round.Agree(round.Everyone);
        round.Unmasking[0].Reveal(round.Request(round.Everyone, new MemberSet([]))).MustAdvance();

        Assert.Equal(["signed 1.1", "released 1.1"], consortium.Ledgers[0].Writes);
    }
}
