using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Ring;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Node;

/// <summary>Lies about who takes part, from which model and under which parameters: numbers 1 to 6 and 11 of the list in the privacy design. Each ends before any upload.</summary>
public sealed class CohortLieTests
{
    [Fact]
    public void Lie1_DifferentCohortsToDifferentNodes_SharesDoNotOpen()
    {
        StagedRound round = new(new Consortium(5));
        Advert[] withoutFour = round.Adverts[..4];
        (MaskedInput victim, _) = round.Sharing[0].Share(new CohortAnnouncement(round.Adverts)).MustAdvance();
        ShareBundle[] others = [.. Enumerable.Range(1, 3).Select(node => round.Sharing[node].Share(new CohortAnnouncement(withoutFour)).MustAdvance().Message)];
        IEnumerable<EncryptedShare> forVictim = others.SelectMany(bundle => bundle.Shares).Where(share => share.To == 0);
        using RingVector contribution = round.Consortium.ContributionOf(0);

        // The coordinator relabels the shares with the victim's cohort hash; the cipher's associated data still holds the other one.
        ProtocolViolation violation = victim.Mask(new ShareDelivery(victim.Cohort.Hash, forVictim), contribution).MustRefuse(ViolationCode.ShareDoesNotOpen);

        Assert.Equal(5, violation.Evidence.Count);
    }

    [Fact]
    public void Lie1_DeliveryOfAnotherCohort_Refused()
    {
        StagedRound round = new StagedRound(new Consortium(4)).Share();
        using RingVector contribution = round.Consortium.ContributionOf(0);

        round.Masking[0].Mask(new ShareDelivery(Digest.Of("another"u8), round.SharesTo(0)), contribution).MustRefuse(ViolationCode.CohortDiffers);
    }

    [Fact]
    public void Lie2_SwappedPublicKey_BadSignature()
    {
        StagedRound round = new(new Consortium(4));
        Advert honest = round.Adverts[2];
        using AgreementKey liar = AgreementKey.Generate(new SeededRandom(99));
        Advert swapped = new(honest.NodeId, honest.Parameters, liar.PublicKey, honest.ChannelKey, honest.Nonce.Span, honest.Signature);

        ProtocolViolation violation = round.Sharing[0].Share(Announce(round, 2, swapped)).MustRefuse(ViolationCode.BadSignature);

        Assert.Equal(honest.NodeId, Assert.Single(violation.Evidence).NodeId);
    }

    [Fact]
    public void Lie2_OneKeyUnderTwoNames_RepeatedKey()
    {
        Consortium consortium = new(4);
        StagedRound round = new(consortium);
        Advert copy = Advert.Sign(
            consortium.Identities[2], Consortium.NameOf(2), consortium.Parameters, round.Adverts[1].MaskKey, round.Adverts[2].ChannelKey, round.Adverts[2].Nonce.Span);

        Assert.Equal(2, round.Sharing[0].Share(Announce(round, 2, copy)).MustRefuse(ViolationCode.RepeatedKey).Evidence.Count);
    }

    [Fact]
    public void Lie2_OwnAdvertReplacedByAnEarlierOne_OwnMemberMissing()
    {
        StagedRound earlier = new(new Consortium(4));
        Consortium consortium = new(4);
        consortium.Participants[0] = new Participant(
            Consortium.NameOf(0), consortium.Identities[0], consortium.Roster, consortium.Participants[0].Floor, consortium.Ledgers[0], new SeededRandom(77));
        StagedRound round = new(consortium);

        round.Sharing[0].Share(Announce(round, 0, earlier.Adverts[0])).MustRefuse(ViolationCode.OwnMemberMissing);
    }

    [Fact]
    public void Lie2_OwnAdvertLeftOut_OwnMemberMissing()
    {
        StagedRound round = new(new Consortium(4));

        round.Sharing[0].Share(new CohortAnnouncement(round.Adverts[1..])).MustRefuse(ViolationCode.OwnMemberMissing);
    }

    [Fact]
    public void Lie3_CertificateOutsideTheRoster_NotOnRoster()
    {
        Consortium consortium = new(4);
        StagedRound round = new(consortium);
        using IdentityKey sybil = IdentityKey.FromScalar(SecretScalar.Draw(new SeededRandom(4242)));
        Advert advert = Advert.Sign(sybil, "sybil", consortium.Parameters, round.Adverts[3].MaskKey, round.Adverts[3].ChannelKey, round.Adverts[3].Nonce.Span);

        round.Sharing[0].Share(Announce(round, 3, advert)).MustRefuse(ViolationCode.NotOnRoster);
    }

    [Fact]
    public void Lie3_TwoNodesOfOneEntity_DuplicateEntity()
    {
        IdentityKey[] keys = [.. Enumerable.Range(0, 4).Select(i => IdentityKey.FromScalar(SecretScalar.Draw(new SeededRandom(9000 + i))))];
        Roster roster = new(keys.Select((key, i) => new RosterMember(Consortium.NameOf(i), i == 3 ? "Company 2" : $"Company {i}", key.PublicKey)));
        NodeFloor floor = new() { KnownLegalEntities = new HashSet<string> { "Company 1", "Company 2" }, ConsentsToThree = true, MinimumThresholdPermille = 501, MaximumDropoutPermille = 900 };
        RoundParameters parameters = new Consortium(4).Parameters with { RosterRoot = roster.Root };
        (ShareKeys Next, Advert Message)[] steps =
        [
            .. keys.Select((key, i) => new AdvertiseKeys(new Participant(Consortium.NameOf(i), key, roster, floor, new MemoryLedger(), new SeededRandom(i)), parameters).Advertise().MustAdvance()),
        ];

        steps[0].Next.Share(new CohortAnnouncement(steps.Select(step => step.Message))).MustRefuse(ViolationCode.DuplicateEntity);
    }

    [Fact]
    public void Lie3_OneAdvertTwice_DuplicateMember()
    {
        StagedRound round = new(new Consortium(4));

        round.Sharing[0].Share(new CohortAnnouncement([.. round.Adverts, round.Adverts[1]])).MustRefuse(ViolationCode.DuplicateMember);
    }

    [Fact]
    public void Lie4_ShillsAroundOneVictim_TooFewKnownPartners()
    {
        // Company 0 and 1 are real; the roster holds three more that nobody knows.
        StagedRound round = new(new Consortium(nodes: 2, shills: 3));

        round.Sharing[0].Share(new CohortAnnouncement(round.Adverts)).MustRefuse(ViolationCode.TooFewKnownPartners);
    }

    [Fact]
    public void Lie4_KnownPartnersDeclaredDead_TooFewKnownPartners()
    {
        StagedRound round = new StagedRound(new Consortium(nodes: 3, shills: 2)).Share().Mask();

        round.Agreeing[0].Agree(new SurvivorAnnouncement(round.CohortHash, new MemberSet([0, 3, 4]))).MustRefuse(ViolationCode.TooFewKnownPartners);
    }

    [Fact]
    public void Lie5_ChosenGraphOfFewNeighbours_TooFewMembers()
    {
        StagedRound round = new StagedRound(new Consortium(5)).Share();
        using RingVector contribution = round.Consortium.ContributionOf(0);
        ShareDelivery chosen = new(round.CohortHash, round.SharesTo(0).Where(share => share.From == 3));

        round.Masking[0].Mask(chosen, contribution).MustRefuse(ViolationCode.TooFewMembers);
    }

    [Fact]
    public void Lie5_ShareForAnotherNode_UnexpectedMember()
    {
        StagedRound round = new StagedRound(new Consortium(5)).Share();
        using RingVector contribution = round.Consortium.ContributionOf(0);

        round.Masking[0].Mask(new ShareDelivery(round.CohortHash, round.SharesTo(1).Where(share => share.From == 2)), contribution).MustRefuse(ViolationCode.UnexpectedMember);
    }

    [Theory]
    [MemberData(nameof(Weaker))]
    public void Lie6_ParametersLoweredForEveryone_BelowFloor(string what)
    {
        Consortium consortium = new(5);
        (RoundParameters offered, NodeFloor floor) = Weakening(what, consortium);
        Participant strict = new(Consortium.NameOf(0), consortium.Identities[0], consortium.Roster, floor, new MemoryLedger(), new SeededRandom(901));

        new AdvertiseKeys(strict, offered).Advertise().MustRefuse(ViolationCode.BelowFloor);
    }

    [Fact]
    public void Lie6_ThresholdBelowTheFloor_BelowFloor()
    {
        Consortium consortium = new(4);
        NodeFloor floor = consortium.Participants[0].Floor with { MinimumThresholdPermille = 800 };
        consortium.Participants[0] = new Participant(Consortium.NameOf(0), consortium.Identities[0], consortium.Roster, floor, new MemoryLedger(), new SeededRandom(901));
        StagedRound round = new(consortium);

        round.Sharing[0].Share(new CohortAnnouncement(round.Adverts)).MustRefuse(ViolationCode.BelowFloor);
    }

    [Theory]
    [MemberData(nameof(Different))]
    public void Lie6_ParametersThatDifferBetweenNodes_RefusedWithEvidence(string what, ViolationCode code)
    {
        Consortium consortium = new(4);
        StagedRound round = new(consortium);
        (_, Advert other) = new AdvertiseKeys(consortium.Participants[2], Difference(what, consortium.Parameters)).Advertise().MustAdvance();

        ProtocolViolation violation = round.Sharing[0].Share(Announce(round, 2, other)).MustRefuse(code);

        SignedEvidence evidence = Assert.Single(violation.Evidence);
        Assert.True(new IdentitySignature(evidence.Signature.Span).Verifies(consortium.Identities[2].PublicKey, evidence.SignedBytes.Span));
    }

    [Fact]
    public void Lie6_CohortThatCouldWrapTheRing_ModulusTooSmall()
    {
        Consortium consortium = new(5);
        consortium.Parameters = consortium.Parameters with { WeightBound = 512 };
        StagedRound round = new(consortium);

        round.Sharing[0].Share(new CohortAnnouncement(round.Adverts)).MustRefuse(ViolationCode.ModulusTooSmall);
    }

    /// <summary>The sum of updates to two models tells them apart: a model made for one victim would mark its update.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Lie11_DifferentModelsToDifferentNodes_EveryNodeRefusesWithTheOthersSignature(int victims)
    {
        Consortium consortium = new(6);
        RoundParameters marked = consortium.Parameters with { ModelHash = Digest.Of("a model for the victim"u8) };
        (ShareKeys Phase, Advert Advert)[] nodes = [.. consortium.Participants.Select((participant, node) => new AdvertiseKeys(participant, node < victims ? marked : consortium.Parameters).Advertise().MustAdvance())];
        CohortAnnouncement announcement = new([.. nodes.Select(node => node.Advert)]);

        for (int node = 0; node < nodes.Length; node++)
        {
            ProtocolViolation violation = nodes[node].Phase.Share(announcement).MustRefuse(ViolationCode.ModelDiffers);

            SignedEvidence evidence = Assert.Single(violation.Evidence);
            int other = Array.FindIndex(nodes, each => each.Advert.SignedBytes.Span.SequenceEqual(evidence.SignedBytes.Span));
            Assert.NotEqual(node < victims, other < victims);
            Assert.True(new IdentitySignature(evidence.Signature.Span).Verifies(consortium.Identities[other].PublicKey, evidence.SignedBytes.Span));
        }
    }

    /// <summary>To hide it from the nodes the coordinator would have to say in each cohort that all have the same model: then the cohorts, and with them the keys, differ.</summary>
    [Fact]
    public void Lie11_AdvertOfTheVictimRewrittenToTheCommonModel_BadSignature()
    {
        Consortium consortium = new(4);
        StagedRound round = new(consortium);
        (_, Advert marked) = new AdvertiseKeys(consortium.Participants[2], consortium.Parameters with { ModelHash = Digest.Of("a model for the victim"u8) }).Advertise().MustAdvance();
        Advert rewritten = new(marked.NodeId, consortium.Parameters, marked.MaskKey, marked.ChannelKey, marked.Nonce.Span, marked.Signature);

        round.Sharing[0].Share(Announce(round, 2, rewritten)).MustRefuse(ViolationCode.BadSignature);
    }

    [Fact]
    public void EmptyCohort_Announced_TooFewMembers()
    {
        StagedRound round = new(new Consortium(3));

        round.Sharing[0].Share(new CohortAnnouncement([])).MustRefuse(ViolationCode.TooFewMembers);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("associated data")]
    [InlineData("sender")]
    [InlineData("receiver")]
    [InlineData("seed share")]
    [InlineData("key share")]
    public void Lie1_ShareOfAHostileMember_OpensOnlyWithoutFault(string fault)
    {
        // Node 1 is hostile: its key is right and one part of what it seals is not; a share above the prime could never be released.
        StagedRound round = new(new Consortium(3));
        using AgreementKey channel = AgreementKey.Generate(new SeededRandom(31));
        Advert advert = Advert.Sign(
            round.Consortium.Identities[1], Consortium.NameOf(1), round.Consortium.Parameters, round.Adverts[1].MaskKey, channel.PublicKey, new byte[32]);
        (MaskedInput victim, _) = round.Sharing[0].Share(Announce(round, 1, advert)).MustAdvance();
        byte[] plaintext = new byte[72];
        plaintext[3] = (byte)(fault == "sender" ? 2 : 1);
        plaintext[7] = (byte)(fault == "receiver" ? 2 : 0);
        plaintext.AsSpan(8, 32).Fill((byte)(fault == "seed share" ? 0xFF : 1));
        plaintext.AsSpan(40, 32).Fill((byte)(fault == "key share" ? 0xFF : 1));
        Digest associatedHash = fault == "associated data" ? Digest.Of("another"u8) : victim.Cohort.Hash;
        using SecretBytes agreed = channel.Agree(round.Adverts[0].ChannelKey);
        using SecretBytes key = KeyDerivation.ChannelKey(agreed, victim.Cohort.Hash, 1, 0);
        EncryptedShare share = new(1, 0, ChannelCipher.Seal(key, [.. associatedHash.Span, 0, 0, 0, 1, 0, 0, 0, 0], plaintext));
        using RingVector contribution = round.Consortium.ContributionOf(0);

        // A share without fault opens, and only then is it noticed that it is the only one.
        victim.Mask(new ShareDelivery(victim.Cohort.Hash, [share]), contribution)
            .MustRefuse(fault == "nothing" ? ViolationCode.TooFewMembers : ViolationCode.ShareDoesNotOpen);
    }

    public static TheoryData<string> Weaker => ["cohort", "three", "dropout", "clip", "values", "modulus", "quantisation", "headroom"];

    public static TheoryData<string, ViolationCode> Different => new()
    {
        { "round", ViolationCode.RoundDiffers },
        { "attempt", ViolationCode.RoundDiffers },
        { "model", ViolationCode.ModelDiffers },
        { "policy", ViolationCode.PolicyDiffers },
        { "cohort", ViolationCode.ParametersDiffer },
        { "colluders", ViolationCode.ParametersDiffer },
        { "modulus", ViolationCode.ParametersDiffer },
        { "clip", ViolationCode.ParametersDiffer },
    };

    private static (RoundParameters Offered, NodeFloor Floor) Weakening(string what, Consortium consortium)
    {
        RoundParameters offered = consortium.Parameters;
        NodeFloor floor = consortium.Participants[0].Floor;
        return what switch
        {
            "cohort" => (offered with { MinimumCohort = 4 }, floor with { MinimumCohort = 5 }),
            "three" => (offered, floor with { ConsentsToThree = false }),
            "dropout" => (offered with { DropoutPermille = 601 }, floor with { MaximumDropoutPermille = 600 }),
            "clip" => (offered with { ClipNorm = 10.5 }, floor with { MaximumClipNorm = 10 }),
            "values" => (offered with { ValueCount = 20 }, floor with { MaximumValueCount = 19 }),
            "modulus" => (offered with { ModulusBits = 28 }, floor with { MaximumModulusBits = 27 }),
            "quantisation" => (offered with { QuantisationBits = 17 }, floor with { MaximumQuantisationBits = 16 }),
            "headroom" => (offered with { ModulusBits = 20 }, floor),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }

    private static RoundParameters Difference(string what, RoundParameters offered) => what switch
    {
        "round" => offered with { Round = 2 },
        "attempt" => offered with { Attempt = 2 },
        "model" => offered with { ModelHash = Digest.Of("another model"u8) },
        "policy" => offered with { PolicyHash = Digest.Of("another policy"u8) },
        "cohort" => offered with { MinimumCohort = 4 },
        "colluders" => offered with { AssumedColluders = 1 },
        "modulus" => offered with { ModulusBits = 28 },
        "clip" => offered with { ClipNorm = 11 },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static CohortAnnouncement Announce(StagedRound round, int replaced, Advert advert)
    {
        Advert[] adverts = [.. round.Adverts];
        adverts[replaced] = advert;
        return new CohortAnnouncement(adverts);
    }
}
