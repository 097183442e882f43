using Federated.Computations.Forecasting;
using Federated.Learning.Forecasting;
using Federated.Learning.Randomness;

namespace Federated.Computations.Tests.Forecasting;

public sealed class FederatedBacktestTests
{
    private const int Horizon = 3;
    private static readonly BacktestOptions Options = new(3, Horizon, 1000, 2_000);

    [Fact]
    public void Run_ThreeNodes_HasTheFiguresOfAllRows()
    {
        ModelOutcomes[] nodes = [Draw(1, 90, 0), Draw(2, 150, 1), Draw(3, 60, 1)];
        BacktestResult joint = SimulatedRounds.Run(new FederatedBacktest(), new BacktestState(Options), nodes, BacktestSnapshot.Write, read => BacktestSnapshot.Read(read, Options)).State.Result!;
        Assert.Equal(300, joint.Rows);
        Assert.Equal([1, 2, 3], joint.Models.Select(model => model.Partners));
        for (int model = 0; model < 3; model++)
        {
            ForecastOutcome[] rows = [.. nodes.SelectMany(node => node.Models[model])];
            ForecastQuality quality = joint.Models[model];
            double mean = rows.Average(row => row.Actual), logMean = rows.Average(row => Math.Log(1 + row.Actual));
            Assert.Equal(rows.Average(row => Math.Abs(row.Actual - row.Median)), quality.MeanAbsoluteError, 1e-6);
            Assert.Equal(Math.Sqrt(rows.Average(row => Math.Pow(row.Actual - row.Mean, 2))), quality.RootMeanSquaredError, 1e-6);
            Assert.Equal(rows.Sum(row => Math.Abs(row.Actual - row.Median)) / rows.Sum(row => row.Actual), quality.WeightedPercentageError, 1e-8);
            Assert.Equal(rows.Where(row => row.Step > 0).Average(row => Math.Abs(row.Actual - row.Median) / row.Step), quality.ScaledError, 1e-6);
            Assert.Equal(1 - (rows.Sum(row => Math.Pow(row.Actual - row.Mean, 2)) / rows.Sum(row => Math.Pow(row.Actual - mean, 2))), quality.RSquared, 1e-6);
            Assert.Equal(1 - (rows.Sum(row => row.LogError * row.LogError) / rows.Sum(row => Math.Pow(Math.Log(1 + row.Actual) - logMean, 2))), quality.LogRSquared, 1e-6);
            Assert.Equal((double)rows.Count(row => row.Actual >= row.Low && row.Actual <= row.High) / rows.Length, quality.Coverage, 1e-8);
            Assert.Equal(rows.Average(row => (PinballLoss.Of(row.Actual, row.Low, 0.1) + PinballLoss.Of(row.Actual, row.Median, 0.5) + PinballLoss.Of(row.Actual, row.High, 0.9)) / 3), quality.Pinball, 1e-6);
        }

        ForecastOutcome[] second = [.. nodes.SelectMany(node => node.Models[0]).Where(row => row.Ahead == 2)];
        Assert.Equal(second.Sum(row => Math.Abs(row.Actual - row.Median)) / second.Sum(row => row.Actual), joint.Ahead[1].WeightedPercentageError, 1e-8);
    }

    [Fact]
    public void Contribute_ModelsOfOtherRows_IsRefused()
    {
        ModelOutcomes odd = new([Draw(1, 9, 0).Models[0], Draw(1, 6, 0).Models[0], Draw(1, 9, 0).Models[0]], 0);
        Assert.Throws<ContributionException>(() => SimulatedRounds.Finish(new FederatedBacktest(), new BacktestState(Options), [odd]));
        Assert.Throws<ContributionException>(() => SimulatedRounds.Finish(new FederatedBacktest(), new BacktestState(Options), [Draw(1, 9, 2)]));
        Assert.Throws<ContributionException>(() => SimulatedRounds.Finish(new FederatedBacktest(), new BacktestState(Options), [Draw(1, 0, 0)]));
    }

    [Fact]
    public void Residuals_ThreeNodes_CountAllErrors()
    {
        ForecastError[][] nodes = [[new(1, 0.5), new(2, -7)], [new(1, 0.5), new(9, 1)], []];
        var requested = new ResidualState(Horizon, 100);
        ResidualState state = SimulatedRounds.Run(new FederatedResiduals(), requested, [.. nodes.Select(node => (IResidualSums)new ResidualCounts(node))], ResidualSnapshot.Write, read => ResidualSnapshot.Read(read, requested)).State;
        Assert.Equal(3, state.Counts.Sum());
        Assert.Equal(2, state.Counts[ResidualBands.CellOf(0.5)]);
        Assert.Equal(1, state.Counts[ResidualBands.Cells]);
        Assert.Throws<ContributionException>(() => ResidualSnapshot.Read(SimulatedRounds.With(ResidualSnapshot.Write(state), "counts", 3, 0.5), requested));
        Assert.Throws<ContributionException>(() => SimulatedRounds.Finish(new FederatedResiduals(), requested, [(IResidualSums)new ResidualCounts([new ForecastError(1, double.NaN)])]));
    }

    [Fact]
    public void Read_DamagedState_IsRefused()
    {
        BacktestState state = SimulatedRounds.Finish(new FederatedBacktest(), new BacktestState(Options), [Draw(1, 30, 0)]);
        Assert.Throws<ContributionException>(() => BacktestSnapshot.Read(SimulatedRounds.With(BacktestSnapshot.Write(state), "sums", 0, 0), Options));
        Assert.Throws<ContributionException>(() => BacktestSnapshot.Read(BacktestSnapshot.Write(state), Options with { Horizon = 4 }));
    }

    private static ModelOutcomes Draw(ulong seed, int rows, int chosen)
    {
        var generator = new SeededGenerator(seed);
        double[] actual = [.. Enumerable.Range(0, rows).Select(_ => 100 * generator.NextDouble())];
        ForecastOutcome[] Of(double spread) => [.. actual.Select((value, row) => (spread * (generator.NextDouble() - 0.5)) + value is var said
            ? new ForecastOutcome(1 + (row % Horizon), value, Math.Max(0, said + 1), Math.Max(0, said - 8), Math.Max(0, said), Math.Max(0, said + 8), Math.Log(1 + value) - Math.Log(1 + Math.Max(0, said)), row % 4 == 0 ? double.NaN : 5)
            : default)];
        ForecastOutcome[][] models = [Of(10), Of(30)];
        return new ModelOutcomes([.. models, models[Math.Min(chosen, 1)]], chosen);
    }
}
