using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>Rounds on the graph of few neighbours: the sum stays exact, and the lies that a graph makes possible are refused.</summary>
public sealed class SparseRoundTests
{
    private const int Members = 24;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Round_DropoutsAtAnyStage_SumsTheSurvivorsExactly(int seed)
    {
        Consortium consortium = Sparse();
        Random draw = new(seed);
        DropStage[] drops = new DropStage[Members];
        foreach (int node in Enumerable.Range(0, Members).OrderBy(_ => draw.Next()).Take(2))
        {
            drops[node] = (DropStage)draw.Next(1, Enum.GetValues<DropStage>().Length);
        }

        Sealed result = Assert.IsType<Sealed>(new SimulatedRound(consortium, drops).Run());

        int[] survivors = [.. Enumerable.Range(0, Members).Where(node => drops[node] == DropStage.Never || drops[node] > DropStage.Upload)];
        Assert.InRange(result.Cohort.Graph.Degree, 4, result.Cohort.Count - 2);
        Assert.Equal(consortium.ExactSum(survivors), result.Dequantise().Values);
        Assert.Equal(survivors.Sum(Consortium.WeightOf), result.Dequantise().Weight);
    }

    [Fact]
    public void Round_SavedBetweenAllResponses_SumsExactly()
    {
        Consortium consortium = Sparse();
        List<byte[]> responses = [];
        SimulatedRound round = new(consortium, new DropStage[Members])
        {
            SavedResponses = responses,
            AroundUnmasking = phase => Unmasking.Restore(phase.Save(), responses, consortium.Roster, new PhaseTimeouts(), Consortium.Start),
        };

        Assert.Equal(consortium.ExactSum(Enumerable.Range(0, Members)), Assert.IsType<Sealed>(round.Run()).Dequantise().Values);
    }

    [Fact]
    public void Lie5_ShareOfNoNeighbour_UnexpectedMember()
    {
        StagedRound round = new StagedRound(Sparse()).Share();
        CohortGraph graph = round.Masking[0].Cohort.Graph;
        int stranger = Enumerable.Range(1, Members - 1).First(other => !graph.AreNeighbours(0, other));
        EncryptedShare share = round.SharesTo(0).First();
        using RingVector contribution = round.Consortium.ContributionOf(0);

        round.Masking[0].Mask(new ShareDelivery(round.CohortHash, [new EncryptedShare(stranger, 0, share.Ciphertext.ToArray())]), contribution).MustRefuse(ViolationCode.UnexpectedMember);
    }

    [Fact]
    public void Lie5_FewerNeighboursThanTheThreshold_TooFewMembers()
    {
        StagedRound round = new StagedRound(Sparse()).Share();
        int threshold = round.Masking[0].Cohort.Thresholds.ShareThreshold;
        using RingVector contribution = round.Consortium.ContributionOf(0);

        round.Masking[0].Mask(new ShareDelivery(round.CohortHash, round.SharesTo(0).Take(threshold - 1)), contribution).MustRefuse(ViolationCode.TooFewMembers);
    }

    [Fact]
    public void Lie5_LowerLimitOfTheCompleteGraph_BelowFloor()
    {
        Consortium consortium = new(5);
        Participant strict = new(Consortium.NameOf(0), consortium.Identities[0], consortium.Roster, consortium.Participants[0].Floor with { MinimumCompleteGraphLimit = 1000 }, new MemoryLedger(), new SeededRandom(1));

        new AdvertiseKeys(strict, consortium.Parameters with { CompleteGraphLimit = 999 }).Advertise().MustRefuse(ViolationCode.BelowFloor);
    }

    [Fact]
    public void Lie16_DropoutsThatEmptyAnArc_TooFewMembers()
    {
        StagedRound round = new StagedRound(Sparse()).Share().Mask();
        CohortTranscript cohort = round.Masking[0].Cohort;
        MemberSet cut = Enumerable.Range(0, 5000).Select(seed => DrawDropouts(cohort, seed)).First(survivors => cohort.Graph.FewestInAnArc(survivors) < cohort.Thresholds.MinimumInAnArc);
        int victim = cut.First();

        round.Agreeing[victim].Agree(new SurvivorAnnouncement(round.CohortHash, cut)).MustRefuse(ViolationCode.TooFewMembers);
    }

    [Fact]
    public void Lie16_AsManyDropoutsElsewhere_AreAccepted()
    {
        StagedRound round = new StagedRound(Sparse()).Share().Mask();
        CohortTranscript cohort = round.Masking[0].Cohort;
        MemberSet spread = Enumerable.Range(0, 5000).Select(seed => DrawDropouts(cohort, seed)).First(survivors => cohort.FindThinSpot(survivors) is null);

        round.Agreeing[spread.First()].Agree(new SurvivorAnnouncement(round.CohortHash, spread)).MustAdvance();
    }

    [Fact]
    public void Lie7_NeighbourNamedAliveAndDropped_BothShareKinds()
    {
        StagedRound round = new StagedRound(Sparse()).Share().Mask();
        round.Agree(round.Everyone);
        CohortGraph graph = round.Masking[0].Cohort.Graph;
        int neighbour = Enumerable.Range(1, Members - 1).First(other => graph.AreNeighbours(0, other));

        round.Unmasking[0].Reveal(round.Request(round.Everyone, new MemberSet([neighbour]))).MustRefuse(ViolationCode.BothShareKinds);
    }

    private static MemberSet DrawDropouts(CohortTranscript cohort, int seed)
    {
        Random draw = new(seed);
        int gone = cohort.Count - cohort.Thresholds.MinimumSurvivors;
        return new MemberSet(Enumerable.Range(0, cohort.Count).OrderBy(_ => draw.Next()).Skip(gone).Order());
    }

    private static Consortium Sparse()
    {
        Consortium consortium = new(Members, minimumCompleteGraphLimit: 0);
        consortium.Parameters = consortium.Parameters with { CompleteGraphLimit = 0, ColluderPermille = 100, DropoutPermille = 150, WeightBound = 200, ModulusBits = 30 };
        return consortium;
    }
}
