using Federated.Computations.Forecasting;
using Federated.Learning.Forecasting;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Forecasting;

public sealed class FederatedPanelTests
{
    private const int Columns = 4, Models = 3;
    private static readonly PanelOptions Options = new() { Models = Models, Columns = Columns, RowBound = 5_000, Penalty = 0.5, Shrinkage = 3 };

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void Run_FourNodes_IsTheFitOfTheirPool(double shrinkage)
    {
        PanelOptions options = Options with { Shrinkage = shrinkage };
        SeriesRows[][] nodes = [.. Enumerable.Range(1, 4).Select(node => Draw((ulong)node, 5 + node))];
        PanelState joint = Run(options, nodes), pooled = Run(options, [[.. nodes.SelectMany(node => node)]]);
        for (int model = 0; model < Models; model++)
        {
            Assert.Equal(pooled.Fits[model].Rows, joint.Fits[model].Rows);
            Assert.Equal(pooled.Fits[model].RSquared, joint.Fits[model].RSquared, 1e-6);
            for (int column = 0; column < Columns; column++)
                Assert.Equal(pooled.Fits[model].Weights[column], joint.Fits[model].Weights[column], 1e-6);
        }

        Assert.InRange(joint.Fits[1].Weights[0], 0.45, 0.55);
    }

    [Fact]
    public void Run_ModelWithoutRows_HasNoSlopes()
    {
        PanelState joint = Run(Options, [[.. Draw(1, 6).Where(part => part.Model != 2)]]);
        Assert.Equal(0, joint.Fits[2].Rows);
        Assert.All(joint.Fits[2].Weights, weight => Assert.Equal(0, weight));
        Assert.NotEqual(0, joint.Fits[0].Weights[0]);
    }

    [Fact]
    public void Errors_FourNodes_AreThoseOfTheirPool()
    {
        SeriesRows[][] nodes = [.. Enumerable.Range(1, 4).Select(node => Draw((ulong)node, 5 + node))];
        PanelFit fit = Run(Options with { Shrinkage = 0 }, nodes).Fits[0];
        ScoreErrorState joint = Errors(fit, nodes), pooled = Errors(fit, [[.. nodes.SelectMany(node => node)]]);
        Assert.Equal(30, joint.Series);
        for (int column = 0; column < Columns; column++)
        {
            Assert.Equal(pooled.Errors[column], joint.Errors[column], 1e-7);
            Assert.InRange(joint.Errors[column], 1e-4, 0.1);
        }
    }

    [Fact]
    public void Contribute_FeatureOutOfRange_IsRefused()
    {
        SeriesRows bad = new(0, new LabelledRows(new float[] { 0, 0, 1.5f, 0 }, Columns, new float[] { 0.5f }));
        var fault = Assert.Throws<ContributionException>(() => Run(Options, [[bad]]));
        Assert.Contains("1.5", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ContributionException>(() => Run(Options, [[bad with { Model = 7 }]]));
    }

    [Fact]
    public void Validate_MoreNumbersThanARoundHolds_SaysWhatToDo()
    {
        var fault = Assert.Throws<ArgumentException>(() => (Options with { Models = 5_000, Columns = 100 }).Validate());
        Assert.Contains("shorter horizon", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedState_IsRefused()
    {
        PanelState state = Run(Options, [Draw(1, 6)]);
        Assert.Throws<ContributionException>(() => PanelSnapshot.Read(SimulatedRounds.With(PanelSnapshot.Write(state), "weights", 0, double.NaN), Options));
        Assert.Throws<ContributionException>(() => PanelSnapshot.Read(SimulatedRounds.With(PanelSnapshot.Write(state), "rows", 0, -1), Options));
        Assert.Throws<ContributionException>(() => PanelSnapshot.Read(PanelSnapshot.Write(state), Options with { Columns = 5 }));
        ScoreErrorState errors = Errors(state.Fits[0], [Draw(1, 6)]);
        Assert.Throws<ContributionException>(() => ScoreErrorSnapshot.Read(SimulatedRounds.With(ScoreErrorSnapshot.Write(errors), "errors", 0, -1), Before(state.Fits[0])));
    }

    private static PanelState Run(PanelOptions options, SeriesRows[][] nodes) => SimulatedRounds.Run(
        new FederatedPanel(), new PanelState(options), [.. nodes.Select(node => (IPanelSums)new PanelBatches(Columns, node))], PanelSnapshot.Write, read => PanelSnapshot.Read(read, options)).State;

    private static ScoreErrorState Before(PanelFit fit) => new(fit, 5_000, 60);

    private static ScoreErrorState Errors(PanelFit fit, SeriesRows[][] nodes) => SimulatedRounds.Run(
        new FederatedClusteredErrors(), Before(fit), [.. nodes.Select(node => (IPanelSums)new PanelBatches(Columns, node))], ScoreErrorSnapshot.Write, read => ScoreErrorSnapshot.Read(read, Before(fit))).State;

    private static SeriesRows[] Draw(ulong seed, int series)
    {
        var generator = new SeededGenerator(seed);
        return [.. Enumerable.Range(0, series * Models).Select(part => new SeriesRows(part % Models, Rows(generator, 12 + (part % 9), 0.03 * (part / Models % 5))))];
    }

    private static LabelledRows Rows(SeededGenerator generator, int rows, double level)
    {
        float[] features = [.. Enumerable.Range(0, rows * Columns).Select(_ => (float)(generator.NextDouble() - 0.5))];
        return new LabelledRows(features, Columns, Enumerable.Range(0, rows).Select(row => (float)(level + (0.5 * features[row * Columns]) - (0.2 * features[(row * Columns) + 1]) + (0.05 * (generator.NextDouble() - 0.5)))).ToArray());
    }
}
