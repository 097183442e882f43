using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Node;

/// <summary>The same cohort minus one: number 12 of the list in the privacy design. Each round alone is honest; two of them together are not.</summary>
public sealed class DifferenceLieTests
{
    private static readonly MemberSet Six = new(Enumerable.Range(0, 6));

    [Theory]
    [InlineData("0 1 2 3 4 5", false)]
    [InlineData("0 1 2 3 4", false)]
    [InlineData("0 1 2 3", true)]
    [InlineData("0 1 2 3 4 5 6", true)]
    public void Lie12_SameModelUnderAnotherJobName_SignedOnlyOverTheSameOrOverManyOthers(string survivors, bool signs)
    {
        Consortium consortium = new(7);
        Release(consortium, new MemberSet(Enumerable.Range(0, 7)));
        consortium.Parameters = consortium.Parameters with { JobId = "churn-again", Attempt = 2 };
        StagedRound second = new StagedRound(consortium).Share().Mask();

        NodeStep<Unmask, ConsistencySignature> step = second.Agreeing[0].Agree(new SurvivorAnnouncement(second.CohortHash, Members(survivors)));

        if (signs)
        {
            step.MustAdvance();
            return;
        }

        ProtocolViolation violation = step.MustRefuse(ViolationCode.SurvivorsTooSimilar);
        Assert.Contains("Company 6", violation.Words, StringComparison.Ordinal);
        Assert.Equal(7, violation.Evidence.Count);
        Assert.Equal(["signed 1.1", "released 1.1"], consortium.Ledgers[0].Writes);
    }

    [Fact]
    public void Lie12_OneMoreThanBefore_SurvivorsTooSimilar()
    {
        Consortium consortium = new(6);
        Release(consortium, new MemberSet([0, 1, 2, 3, 4]));
        consortium.Parameters = consortium.Parameters with { JobId = "another" };

        Ask(consortium, Six).MustRefuse(ViolationCode.SurvivorsTooSimilar);
    }

    [Fact]
    public void Lie12_AnotherModel_Signed()
    {
        Consortium consortium = new(6);
        Release(consortium, Six);
        consortium.Parameters = consortium.Parameters with { Round = 2, ModelHash = Digest.Of("next model"u8) };

        Ask(consortium, new MemberSet([0, 1, 2, 3, 4])).MustAdvance();
    }

    [Fact]
    public void Lie12_RoundThatWasSignedAndNeverUnmasked_MayBeTriedWithFewer()
    {
        Consortium consortium = new(6);
        StagedRound first = new StagedRound(consortium).Share().Mask();
        first.Agree(first.Everyone);
        consortium.Parameters = consortium.Parameters with { Attempt = 2 };

        Ask(consortium, new MemberSet([0, 1, 2, 3, 4])).MustAdvance();
    }

    [Fact]
    public void Lie12_BothSignedBeforeEitherIsUnmasked_OnlyOneIsUnmasked()
    {
        Consortium consortium = new(6);
        StagedRound first = new StagedRound(consortium).Share().Mask();
        consortium.Parameters = consortium.Parameters with { JobId = "twin" };
        StagedRound second = new StagedRound(consortium).Share().Mask();
        MemberSet without = new([0, 1, 2, 3, 4]);
        first.Agree(first.Everyone);
        second.Agree(without);
        first.Unmasking[0].Reveal(first.Request(first.Everyone, new MemberSet([]))).MustAdvance();

        second.Unmasking[0].Reveal(second.Request(without, new MemberSet([5]))).MustRefuse(ViolationCode.SurvivorsTooSimilar);
    }

    [Fact]
    public void Lie12_PolicyOnConsecutiveRounds_LooksAtTheLastOneOfTheJob()
    {
        Consortium consortium = WithFloor(6, floor => floor with { MinimumConsecutiveDifference = 2 });
        Release(consortium, Six);
        consortium.Parameters = consortium.Parameters with { Round = 2, ModelHash = Digest.Of("next model"u8) };

        Ask(consortium, new MemberSet([0, 1, 2, 3, 4])).MustRefuse(ViolationCode.SurvivorsTooSimilar);
        consortium.Parameters = consortium.Parameters with { Attempt = 2 };
        Ask(consortium, new MemberSet([0, 1, 2, 3])).MustAdvance();
        consortium.Parameters = consortium.Parameters with { JobId = "another" };
        Ask(consortium, new MemberSet([0, 1, 2, 3, 4])).MustAdvance();
    }

    [Fact]
    public void Lie12_PolicyOfZero_SignsWhateverTheDifference()
    {
        Consortium consortium = WithFloor(6, floor => floor with { MinimumDifference = 0 });
        Release(consortium, Six);
        consortium.Parameters = consortium.Parameters with { JobId = "another" };

        Ask(consortium, new MemberSet([0, 1, 2, 3, 4])).MustAdvance();
    }

    [Fact]
    public void Lie12_VictimReplacedByStrangers_TheKnownDifferenceCounts()
    {
        // Members 6 and 7 are inventions of the coordinator, which knows what they sent: a difference of three hides one company.
        Consortium consortium = new(6, shills: 2);
        Release(consortium, Six);
        consortium.Parameters = consortium.Parameters with { JobId = "another" };

        Ask(consortium, new MemberSet([0, 1, 2, 3, 4, 6, 7])).MustRefuse(ViolationCode.SurvivorsTooSimilar);
    }

    private static void Release(Consortium consortium, MemberSet survivors)
    {
        StagedRound round = new StagedRound(consortium).Share().Mask();
        round.Agree(survivors);
        MemberSet dropped = round.Everyone.Without(survivors);
        round.Unmasking[0].Reveal(round.Request(survivors, dropped)).MustAdvance();
    }

    private static NodeStep<Unmask, ConsistencySignature> Ask(Consortium consortium, MemberSet survivors)
    {
        StagedRound round = new StagedRound(consortium).Share().Mask();
        return round.Agreeing[0].Agree(new SurvivorAnnouncement(round.CohortHash, survivors));
    }

    private static Consortium WithFloor(int nodes, Func<NodeFloor, NodeFloor> change)
    {
        Consortium consortium = new(nodes);
        for (int node = 0; node < nodes; node++)
        {
            Participant before = consortium.Participants[node];
            consortium.Participants[node] = new Participant(
                before.NodeId, consortium.Identities[node], consortium.Roster, change(before.Floor), consortium.Ledgers[node], new SeededRandom(node));
        }

        return consortium;
    }

    private static MemberSet Members(string list) => new(list.Split(' ').Select(int.Parse));
}
