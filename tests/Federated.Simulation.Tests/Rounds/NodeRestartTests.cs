using Federated.Coordinator.Jobs;
using Federated.Protocol.V1;
using Federated.Simulation.Tests.Harness;

namespace Federated.Simulation.Tests.Rounds;

/// <summary>
/// Nodes that are killed around each of their records and come back at once. That a round makes one contribution of a node, one release and one sum is held
/// by <see cref="RoundAccount"/> in every one of these runs.
/// </summary>
public sealed class NodeRestartTests
{
    [Theory]
    [InlineData(nameof(AdvertiseRequest))]
    [InlineData(nameof(ShareKeysRequest))]
    [InlineData(nameof(UploadChunkRequest))]
    [InlineData(nameof(CommitUploadRequest))]
    [InlineData(nameof(AgreeSurvivorsRequest))]
    [InlineData(nameof(UnmaskRequest))]
    public void OneNode_DiesBeforeOrAfterItsMessage_TheOthersGoOn(string message)
    {
        foreach (var fate in new[] { WireFate.NodeDiesBefore, WireFate.NodeDiesAfter })
        {
            using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
            var deaths = 0;
            consortium.Fate = (node, sent) => node.Name == "partner-1" && sent.Descriptor.Name == message && consortium.Account.Sealed.Count == 1 && deaths++ == 0
                ? fate : WireFate.Delivered;

            Assert.Equal(JobState.Completed, RunWithRestarts(consortium).State);
            Assert.Equal([1u, 2u, 3u], consortium.Account.Sealed.Select(round => round.Key.Round));
            Assert.True(deaths > 0);
        }
    }

    [Fact]
    public void EveryNode_DiesBetweenItsRecordAndItsSignature_ContributesTheSameUnderFreshKeys()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        var dead = new HashSet<string>();
        consortium.Fate = (node, sent) => sent is AgreeSurvivorsRequest { Round.Round: 2 } && dead.Add(node.Name) ? WireFate.NodeDiesBefore : WireFate.Delivered;

        Assert.Equal(JobState.Completed, RunWithRestarts(consortium).State);

        Assert.Equal(4, dead.Count);
        Assert.Equal((2u, 2u), consortium.Account.Sealed.Select(round => (round.Key.Round, round.Key.Attempt)).ElementAt(1));
        foreach (var uploads in consortium.Account.Uploads.Where(upload => upload.Key.Round == 2).GroupBy(upload => upload.Node))
        {
            // The account has compared what was masked; what left has nothing in common.
            var attempts = uploads.Select(upload => upload.Packed).ToList();
            Assert.Equal(2, attempts.Count);
            Assert.InRange(attempts[0].Zip(attempts[1]).Count(pair => pair.First == pair.Second), 0, attempts[0].Length / 4);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    public void EveryNode_DiesBetweenItsRecordAndItsRelease_TheRoundIsNeverUnmaskedAndItsStateOnlyOverTheSameNodes(int nodesThatComeBack)
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        var dead = new HashSet<string>();
        consortium.Fate = (node, sent) => sent is UnmaskRequest { Round.Round: 2 } && dead.Add(node.Name) ? WireFate.NodeDiesBefore : WireFate.Delivered;

        var job = RunWithRestarts(consortium, nodesThatComeBack);

        // The coordinator goes on with a later round from the same state, and waits for those who were in the lost one. For all it can prove, round 2 was unmasked.
        Assert.Equal(4, dead.Count);
        Assert.All(consortium.Account.Uploads.Where(upload => upload.Key.Round == 2), upload => Assert.Equal(1u, upload.Key.Attempt));
        var sealedRounds = consortium.Account.Sealed.Select(round => round.Key.Round);
        if (nodesThatComeBack == 4)
        {
            Assert.Equal(JobState.Completed, job.State);
            Assert.Equal([1u, 3u, 4u], sealedRounds);
        }
        else
        {
            Assert.Equal(JobState.Failed, job.State);
            Assert.Contains("SurvivorsTooSimilar", job.Detail, StringComparison.Ordinal);
            Assert.Equal([1u], sealedRounds);
        }
    }

    /// <summary>Nobody else may be asked, and nobody may be left out, while a node of the lost round is away; its policy and those of the others would be against it for as long as the state is the same.</summary>
    [Fact]
    public void OneNode_StaysAwayAfterARoundWasLostInUnmasking_IsWaitedForAndTheJobGoesOn()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 5);
        var dead = new HashSet<string>();
        consortium.Fate = (node, sent) => sent is UnmaskRequest { Round.Round: 2 } && dead.Add(node.Name) ? WireFate.NodeDiesBefore : WireFate.Delivered;

        var job = RunWithRestarts(consortium, nodesThatComeBack: 4, turns: 100);
        Assert.Equal((JobState.Running, 5), (job.State, dead.Count));
        Assert.Equal([1u], consortium.Account.Sealed.Select(round => round.Key.Round));
        consortium.Nodes[4].Restart();
        job = RunWithRestarts(consortium);

        Assert.True(job.State == JobState.Completed, job.Detail);
        Assert.Equal([1u, 3u, 4u], consortium.Account.Sealed.Select(round => round.Key.Round));
        Assert.Equal(5, consortium.Account.Sealed[1].Survivors.Count);
    }

    [Fact]
    public void OneNode_IsMissingInTheAttemptAfterALostRound_TheNextAttemptIsOverTheSameNodes()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 5);
        var dead = new HashSet<string>();
        var late = 0;
        consortium.Fate = (node, sent) => sent switch
        {
            UnmaskRequest { Round.Round: 2 } when dead.Add(node.Name) => WireFate.NodeDiesBefore,
            // With this upload missing, the sum would be over four of the five: the others refuse, and are asked again.
            CommitUploadRequest { Round: { Round: 3, Attempt: 1 } } when node.Name == "partner-4" && late++ == 0 => WireFate.NodeDiesBefore,
            _ => WireFate.Delivered,
        };

        var job = RunWithRestarts(consortium, turns: 900);

        Assert.True(job.State == JobState.Completed, job.Detail);
        Assert.Equal(1, late);
        Assert.Equal((3u, 2u), consortium.Account.Sealed.Select(round => (round.Key.Round, round.Key.Attempt)).ElementAt(1));
    }

    private static Job RunWithRestarts(SimulatedConsortium consortium, int nodesThatComeBack = int.MaxValue, int turns = 600)
    {
        for (var turn = 0; turn < turns && !consortium.IsOver; turn++)
        {
            foreach (var (index, node) in consortium.Nodes.Index())
            {
                if (!node.IsAlive && index < nodesThatComeBack)
                    node.Restart();
                if (node.IsAlive)
                    node.TryStep();
                consortium.Coordinator.Tick();
            }

            consortium.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return consortium.Job;
    }
}
