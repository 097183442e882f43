using Federated.Coordinator.Jobs;
using Federated.Simulation.Tests.Harness;

namespace Federated.Simulation.Tests.Rounds;

public sealed class WholeRunTests
{
    [Fact]
    public void Run_WithoutFaults_SealsEveryRoundWithEverybody()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: 5);
        var job = consortium.Run();
        Assert.Equal((JobState.Completed, 4), (job.State, job.Round));
        Assert.Equal([1u, 2u, 3u], consortium.Account.Sealed.Select(round => round.Key.Round));
        Assert.All(consortium.Account.Sealed, round => Assert.Equal(5, round.Survivors.Count));
    }
}
