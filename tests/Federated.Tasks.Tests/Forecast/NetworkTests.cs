using System.Globalization;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Forecast;

/// <summary>Recurrent networks where the next value is no straight line of the last one: sales that rise after middling periods and collapse after high ones (the logistic map), so that values of no two periods are correlated.</summary>
public sealed class NetworkTests
{
    private const int Shops = 4, Periods = 160;

    private static readonly JobSpec Job = JobSpec.Parse(
        """
        name: waves
        task: forecast
        options: {period: [day], horizon: 1, season: 0, cuts: 10, validation_cuts: 5}
        model: {kind: gru, units: 12}
        training: {rounds: 24, local_epochs: 4, batch_size: 32, learning_rate: 0.01}
        contract:
          name: waves-v1
          fields:
            - {name: shop, type: category, values: [north, south, east, west]}
            - {name: day, type: integer, min: 0, max: 400}
            - {name: sold, type: number, min: 0, max: 1000, role: label}
        """,
        "job.yaml",
        TaskCatalogue.Declarations);

    [Fact]
    public void Run_NonlinearSeries_AreLearntWhereRegressionsCannot()
    {
        LocalTable[] tables = [.. Enumerable.Range(1, 3).Select(seed => Draw((ulong)seed))];
        var run = new JointRun(Job, tables);
        Assert.Equal(
            ["calendar", "effects", "effect_errors", "regression", "bins", "network_for_choosing", "network_for_backtest", "network", "calibration", "backtest", "done"],
            run.States.Select(state => run.Task.Describe(state).Stage).Distinct());
        Assert.True(run.Figure("r2_log") > 0.7, string.Create(CultureInfo.InvariantCulture, $"The network explains {run.Figure("r2_log")}."));
        Assert.True(run.Figure("linear_r2_log") < 0.35, string.Create(CultureInfo.InvariantCulture, $"The regressions explain {run.Figure("linear_r2_log")}."));
        Assert.Equal(3, run.Figure("chosen_partners"));
        Assert.InRange(run.Figure("coverage"), 0.65, 0.92);

        // A node that took part scores the next period from what it kept; the forecast is the chosen network's.
        ScoredRows scored = run.Task.Score(run.Model, run.Memories[0].Current, tables[0], ScoreOptions.ScoresOnly);
        Assert.Equal(Shops, Enumerable.Range(0, scored.Count).Count(row => scored.Uses![row] == RowUse.Substitute));
        Assert.Equal(Shops, scored.Columns[0].Numbers!.Count(double.IsFinite));
    }

    [Theory]
    [InlineData("exact")]
    [InlineData("scaffold")]
    public void Parse_TrainingThatNetworksLack_IsRefused(string algorithm) =>
        Assert.Contains("algorithm", Assert.ThrowsAny<Exception>(() => JobSpec.Parse(Job.ToYaml().Replace("fedavg", algorithm, StringComparison.Ordinal), "job.yaml", TaskCatalogue.Declarations)).Message, StringComparison.Ordinal);

    private static LocalTable Draw(ulong seed)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(Job.Contract);
        for (int shop = 0; shop < Shops; shop++)
        {
            double state = 0.1 + (0.8 * generator.NextDouble());
            for (int period = 0; period < Periods; period++)
            {
                builder.Add([shop, period], (float)(Math.Exp(2 + (3 * state)) - 1), 0);
                state = Math.Clamp((3.9 * state * (1 - state)) + (0.02 * (generator.NextDouble() - 0.5)), 0.01, 0.99);
            }
        }

        return builder.Build();
    }
}
