using Federated.EndToEnd.Tests.Companies;
using Federated.EndToEnd.Tests.Processes;

namespace Federated.EndToEnd.Tests.Rounds;

public class CrashTests
{
    private const int Rounds = 3;

    /// <summary>So many that some are left when a company is frozen after the first: rounds of small tables take a tenth of a second.</summary>
    private const int ManyRounds = 90;

    /// <summary>
    /// One company is frozen, so that each round stands still exactly where a process is to die: in the first round a node dies after it has joined, in a later
    /// one the coordinator does. What is frozen goes on afterwards.
    /// </summary>
    [Fact]
    public async Task Run_NodeThenCoordinatorKilledMidRound_CompletesWithExactSumsAndOneSealedAttemptARound()
    {
        await using var consortium = await Consortium.StartAsync(5);
        var (victim, frozen) = (consortium.Companies[3], consortium.Companies[4]);

        await frozen.Node.FreezeAsync();
        var job = await consortium.SubmitAsync(JobDocument.Text(ManyRounds));
        await Task.WhenAll(consortium.Companies.Take(4).Select(company => company.Node.Errors.WaitForAsync("Joined ")));
        await victim.Node.KillAsync();
        await frozen.Node.ThawAsync();

        await Patience.UntilAsync(() => consortium.Rounds.List().Find(round => round is { Round: 1, State: "sealed" }), "round 1 is sealed");
        await frozen.Node.FreezeAsync();
        var frozenAt = DateTimeOffset.UtcNow;
        var open = await Patience.UntilAsync(
            () => consortium.Rounds.List().Find(round => round is { Round: > 1, State: "open" } && round.OpenedAt > frozenAt), "a later round is open");
        await consortium.Serving.KillAsync();
        Assert.Contains(consortium.Rounds.List(), round => round.Round == open.Round && round.State == "open");
        await frozen.Node.ThawAsync();
        await consortium.ServeAsync();
        await consortium.WatchAsync(job);

        var rounds = consortium.Rounds.Sealed(ManyRounds + 2);
        Assert.All(rounds, round => Assert.DoesNotContain(victim.Name, round.Survivors));
        Assert.True(rounds[open.Round - 1].Attempt > open.Attempt, "the round that the coordinator died in was tried again");
        ExpectedStatistics.Verify(await consortium.ExportAsync(job), consortium.Companies.Where(company => rounds[0].Survivors.Contains(company.Name)));
    }

    /// <summary>A node that was killed comes back and takes part again, from its directory alone.</summary>
    [Fact]
    public async Task Run_NodeKilledAndStartedAgain_TakesPartInLaterRounds()
    {
        await using var consortium = await Consortium.StartAsync(4);
        var victim = consortium.Companies[0];

        // With a minimum of four nothing goes on without the fourth.
        await victim.Node.KillAsync();
        var job = await consortium.SubmitAsync(JobDocument.Text(Rounds));
        await Patience.UntilAsync(() => consortium.Rounds.List().Count > 0 || consortium.Log.Contains("runs from round 1", StringComparison.Ordinal) ? consortium : null, "the job runs");
        await victim.StartAsync();
        await consortium.WatchAsync(job);

        Assert.All(consortium.Rounds.Sealed(Rounds + 2), round => Assert.Contains(victim.Name, round.Survivors));
        ExpectedStatistics.Verify(await consortium.ExportAsync(job), consortium.Companies);
    }
}
