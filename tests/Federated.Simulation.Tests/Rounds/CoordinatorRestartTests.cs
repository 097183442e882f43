using Federated.Coordinator.Jobs;
using Federated.Protocol.V1;
using Federated.Simulation.Tests.Harness;

namespace Federated.Simulation.Tests.Rounds;

/// <summary>A coordinator that is killed while masks come off. The nodes release their shares once, so the restored round must use what it has.</summary>
public sealed class CoordinatorRestartTests
{
    [Fact]
    public void Restart_BetweenTheSignaturesAndTheAnswers_SealsTheSameAttempt()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        var restarts = 0;
        consortium.Fate = (_, message) =>
            message is UnmaskRequest { Round.Round: 2 } && restarts++ == 0 ? WireFate.CoordinatorRestartsBefore : WireFate.Delivered;
        AssertSealedAtOnce(consortium);
        Assert.True(restarts > 0);
    }

    [Fact]
    public void Restart_AfterTheFirstAnswerWasAcknowledged_SealsTheSameAttempt()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        var answers = 0;
        consortium.Fate = (_, message) =>
            message is UnmaskRequest { Round.Round: 2 } && answers++ == 0 ? WireFate.CoordinatorRestartsAfter : WireFate.Delivered;
        AssertSealedAtOnce(consortium);
        Assert.True(answers >= 4);
    }

    [Fact]
    public void Restart_WhoseLoopHasNotStartedWhenTheNodesAsk_SealsTheSameAttempt()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        var answers = 0;
        consortium.Fate = (_, message) => message is UnmaskRequest { Round.Round: 2 } && answers++ == 0 ? WireFate.NodeDiesBefore : WireFate.Delivered;
        // The first node that learns of the unmasking dies of it, so that this ends in the middle of the round.
        while (answers == 0)
        {
            foreach (var node in consortium.Nodes.Where(node => answers == 0))
            {
                node.TryStep();
                if (answers == 0)
                    consortium.Coordinator.Tick();
            }
        }

        consortium.RestartCoordinator();
        foreach (var node in consortium.Nodes.Where(node => node.IsAlive))
            node.TryStep();
        var job = consortium.Run();
        Assert.Equal(JobState.Completed, job.State);
        Assert.Equal((2u, 1u, 4), consortium.Account.Sealed.Select(round => (round.Key.Round, round.Key.Attempt, round.Survivors.Count)).ElementAt(1));
    }

    [Fact]
    public void Restart_WhoseLoopHasNotStartedWhenTheAnswersCome_SealsTheSameAttempt()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        consortium.Fate = (_, message) => message is UnmaskRequest { Round.Round: 2 } ? WireFate.CoordinatorRestartsBefore : WireFate.Delivered;
        AssertSealedAtOnce(consortium);
    }

    [Theory]
    [InlineData("AdvertiseRequest")]
    [InlineData("ShareKeysRequest")]
    [InlineData("UploadChunkRequest")]
    [InlineData("CommitUploadRequest")]
    [InlineData("AgreeSurvivorsRequest")]
    public void Restart_BeforeUnmasking_TriesTheRoundAgainWithTheSameContributions(string message)
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 4);
        var calls = 0;
        consortium.Fate = (_, sent) =>
            sent.Descriptor.Name == message && consortium.Account.Sealed.Count == 1 && calls++ == 1 ? WireFate.CoordinatorRestartsAfter : WireFate.Delivered;
        var job = consortium.Run();
        Assert.Equal(JobState.Completed, job.State);
        Assert.Equal([(1u, 1u), (2u, 2u), (3u, 1u)], consortium.Account.Sealed.Select(round => (round.Key.Round, round.Key.Attempt)));
    }

    // The account compares each sum with the contributions.
    private static void AssertSealedAtOnce(SimulatedConsortium consortium)
    {
        var job = consortium.Run();
        Assert.Equal(JobState.Completed, job.State);
        Assert.Equal([(1u, 1u), (2u, 1u), (3u, 1u)], consortium.Account.Sealed.Select(round => (round.Key.Round, round.Key.Attempt)));
        Assert.All(consortium.Account.Sealed, round => Assert.Equal(4, round.Survivors.Count));
    }
}
