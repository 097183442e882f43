using Federated.Coordinator.Jobs;
using Federated.Protocol.V1;
using Federated.Simulation.Tests.Harness;

namespace Federated.Simulation.Tests.Rounds;

/// <summary>Rounds whose cohort is one group: who is in it, and what becomes of it when somebody lies, dies or is away.</summary>
public sealed class GroupedRoundTests
{
    private const string Median = "robust: {method: median, tolerate: 1}";
    private const int Members = 15;

    [Fact]
    public void Offer_WithSomebodyOfAnotherGroup_IsRefused()
    {
        using var consortium = Consortium(Members);
        RosterMember[] everybody = [];
        consortium.Lie = (_, next) =>
        {
            if (next.Offer is not { } offer)
                return;
            if (offer.Roster.Count == Members)
                everybody = [.. offer.Roster];
            else
                offer.Roster.Add(everybody.First(member => !offer.Roster.Contains(member)));
        };

        var job = consortium.Run();

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("FED-ROUND-GROUP", job.Detail, StringComparison.Ordinal);
        Assert.All(consortium.Account.Sealed, round => Assert.Equal(Members, round.Survivors.Count));
    }

    [Fact]
    public void Offer_ToSomebodyOfAnotherGroup_IsRefused()
    {
        using var consortium = Consortium(Members);
        NextResponse? first = null;
        var refused = 0;
        consortium.Lie = (node, next) =>
        {
            if (next.Offer is { } offer && offer.Roster.Count < Members)
                first ??= next.Clone();
            else if (first is not null && next.Idle is not null && first.Offer.Roster.All(member => member.NodeId != node.Name))
                next.Offer = first.Offer.Clone();
        };
        consortium.Fate = (_, message) =>
        {
            refused += message is RefuseRequest { Code: "FED-ROUND-GROUP" } ? 1 : 0;
            Assert.False(first is not null && message is AdvertiseRequest advert && first.Offer.Roster.All(member => member.NodeId != advert.Advert.NodeId) && advert.Advert.Parameters.Round.Equals(first.Offer.Parameters.Round));
            return WireFate.Delivered;
        };

        consortium.Run(turns: 40);

        Assert.True(refused > 0);
    }

    [Theory]
    [InlineData(nameof(AdvertiseRequest))]
    [InlineData(nameof(CommitUploadRequest))]
    [InlineData(nameof(UnmaskRequest))]
    public void CoordinatorRestarts_InAGroupsRound_TheJobGoesOnWithTheSameGroups(string message)
    {
        using var consortium = Consortium(Members);
        var restarts = 0;
        consortium.Fate = (_, sent) => sent.Descriptor.Name == message && consortium.Account.Sealed.Count(round => round.Survivors.Count < Members) == 7 && restarts++ == 0
            ? WireFate.CoordinatorRestartsAfter : WireFate.Delivered;

        var job = consortium.Run(turns: 3000);

        Assert.True(job.State == JobState.Completed, job.Detail);
        Assert.True(restarts > 0);
        Assert.Equal(5, GroupsOf(consortium).Distinct().Count());
    }

    [Fact]
    public void NodeDies_BeforeItShowsItsPartOfTheDraw_TheGroupsAreDrawnAnew()
    {
        using var consortium = Consortium(nodes: Members + 3);
        var deaths = 0;
        // Rounds 1 and 2 are statistics and the commitments.
        consortium.Fate = (node, sent) => node.Name == "partner-1" && sent is UploadChunkRequest { Round.Round: 3 } && deaths++ == 0 ? WireFate.NodeDiesBefore : WireFate.Delivered;

        Job job = RunWithRestarts(consortium);

        Assert.True(job.State == JobState.Completed, job.Detail);
        Assert.Equal(1, deaths);
        // Statistics, two draws of two sums, evaluation.
        Assert.Equal(6, consortium.Account.Sealed.Count(round => round.Survivors.Count > 4));
        Assert.Equal(Members + 3, GroupsOf(consortium).Distinct().SelectMany(group => group.Split(' ')).Distinct().Count());
    }

    [Fact]
    public void NodeIsAway_GroupWithOneToSpare_GoesOnWithoutIt()
    {
        using var consortium = Consortium(nodes: Members + 5);
        // Twenty members stand in five groups of four.
        consortium.Fate = (node, sent) => node.Name == "partner-1" && sent is UploadChunkRequest { Round.Round: > 3 } ? WireFate.NodeDiesBefore : WireFate.Delivered;

        var job = consortium.Run(turns: 3000);

        Assert.True(job.State == JobState.Completed, job.Detail);
        Assert.Contains(GroupsOf(consortium), group => group.Split(' ').Length == 3);
    }

    [Fact]
    public void Job_WithFewerPartnersThanTheGroupsTake_FailsBeforeTheTrainingAndSaysHowManyItNeeds()
    {
        using var consortium = Consortium(nodes: 14);

        var job = consortium.Run();

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("needs 15 partners (5 groups of at least 3), and the consortium has 14", job.Detail, StringComparison.Ordinal);
        Assert.Empty(consortium.Account.Sealed);
    }

    private static SimulatedConsortium Consortium(int nodes) => new(LeavingCustomers.Job(Median, rounds: 2), nodes, table: partner => LeavingCustomers.Csv(partner, isPoisoned: false));

    private static List<string> GroupsOf(SimulatedConsortium consortium) =>
        [.. consortium.Account.Sealed.Where(round => round.Survivors.Count <= 4).Select(round => string.Join(' ', round.Survivors))];

    private static Job RunWithRestarts(SimulatedConsortium consortium)
    {
        for (var run = 0; run < 100 && !consortium.IsOver; run++)
        {
            consortium.Run(turns: 30);
            foreach (var node in consortium.Nodes.Where(node => !node.IsAlive))
                node.Restart();
        }

        return consortium.Job;
    }
}
