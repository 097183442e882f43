using System.Globalization;
using System.Text;
using Federated.Coordinator.Jobs;
using Federated.Learning.State;
using Federated.Simulation.Tests.Harness;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Simulation.Tests.Tasks;

/// <summary>Whole jobs through the rounds as they are, with partners that poison the model: the plain mean fails, a job with <c>robust:</c> does not.</summary>
public sealed class RobustJobTests
{
    private const int Members = 15;
    private const double ThreePoints = 0.03;
    private const string Median = "robust: {method: median, tolerate: 1}";
    private const string TrimmedMean = "robust: {method: trimmed-mean, tolerate: 1, norm: 4}";

    private static readonly Lazy<double> Clean = new(() => Accuracy(Completed(Job(""), Members)));

    [Fact]
    public void Run_LyingProgramAndThePlainMean_SpoilsTheModel()
    {
        double accuracy = Accuracy(Completed(Job(""), Members, liars: [4]));

        Assert.True(accuracy < Clean.Value - 0.1, $"The plain mean bears the liar: {accuracy}, clean {Clean.Value}");
    }

    [Theory]
    [InlineData(Median)]
    [InlineData(TrimmedMean)]
    public void Run_LyingProgramAndGroups_IsWithinThreePoints(string robust)
    {
        double accuracy = Accuracy(Completed(Job(robust), Members, liars: [4]));

        Assert.True(accuracy > Clean.Value - ThreePoints, $"{robust}: {accuracy}, clean {Clean.Value}");
    }

    private static SimulatedRun Completed(JobSpec job, int nodes, int[]? liars = null)
    {
        using var consortium = new SimulatedConsortium(job, nodes, table: Csv);
        var program = new LyingProgram(consortium, liars ?? []);
        Job done = consortium.Run(turns: 3000);
        Assert.True(done.State == JobState.Completed, $"ended as {done.State} at round {done.Round}: {done.Detail}");
        Assert.Equal(liars is null, program.Lies == 0);
        return new SimulatedRun(job, Safetensors.Read(consortium.Coordinator.Snapshots.Find(done.SnapshotHash)!), done.Detail!);
    }

    private static double Accuracy(SimulatedRun run) => TaskCatalogue.For(run.Job).Describe(run.Released).Figures.Single(figure => figure.Name == "accuracy").Value;

    private static JobSpec Job(string settings) => SimulatedJob.Of(
        "churn",
        ["name: balance, type: number, min: 0, max: 200000", "name: calls, type: integer, min: 0, max: 100", "name: churn, type: category, role: label, values: [\"no\", \"yes\"], positive: \"yes\""],
        $"training: {{algorithm: fedavg, rounds: 5, local_epochs: 2, batch_size: 16, learning_rate: 0.1}}\noptions: {{importance: false, drift: false}}\nevaluation: {{validation_fraction: 0}}\n{settings}");

    // Those with a high balance and few calls leave.
    private static string Csv(int partner)
    {
        var random = new Random(partner);
        var csv = new StringBuilder("customer,balance,calls,churn\n");
        for (var row = 0; row < 80; row++)
        {
            double balance = 200_000 * random.NextDouble(), calls = random.Next(100);
            bool leaves = (balance / 200_000) - (calls / 100) + (0.2 * (random.NextDouble() - 0.5)) > 0;
            csv.Append(CultureInfo.InvariantCulture, $"c{partner}-{row},{balance:R},{calls},{(leaves ? "yes" : "no")}\n");
        }

        return csv.ToString();
    }

    private sealed record SimulatedRun(JobSpec Job, ModelSnapshot Released, string Detail);
}
