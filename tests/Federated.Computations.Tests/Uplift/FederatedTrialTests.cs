using Federated.Computations.Uplift;
using Federated.Learning.Randomness;
using Federated.Learning.Solvers;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Uplift;

public sealed class FederatedTrialTests
{
    private const int Columns = 3;

    private static readonly TrialOptions Options = new() { Columns = Columns, RowBound = 100_000 };
    private static readonly LabelledRows[] Nodes = [Draw(700, 1, 0.5, 0.1), Draw(300, 2, 0.2, -0.3), Draw(40, 3, 0.9, 0.4)];
    private static readonly Lazy<TrialState> Joint = new(() => Run(Nodes));

    [Fact]
    public void Apply_ThreeNodes_EqualsLeastSquaresWithAConstantOfEachNode()
    {
        TrialEstimate estimate = TrialEstimate.Of(Joint.Value);
        (double effect, double error, double[] slopes) = Oracle(Nodes);
        Assert.Equal(effect, estimate.Effect, 1e-6);
        Assert.Equal(error, estimate.Error, 1e-6);
        for (int column = 0; column < Columns; column++)
            Assert.Equal(slopes[column], estimate.Slopes[column], 1e-6);
        Assert.Equal(Columns, estimate.Freedom);
    }

    [Fact]
    public void Apply_ThreeNodes_GivesTheDifferencesOfMeans()
    {
        (float Response, float Contact)[][] rows = [.. Nodes.Select(node => Enumerable.Range(0, node.Count).Select(row => (node.Labels.Span[row], node.Features.Span[(row * (Columns + 1)) + Columns])).ToArray())];
        double Mean(IEnumerable<(float Response, float Contact)> of, int contact) => of.Where(row => row.Contact == contact).Average(row => (double)row.Response);
        Assert.Equal(Mean(rows.SelectMany(node => node), 1) - Mean(rows.SelectMany(node => node), 0), Joint.Value.Moments!.Difference.Effect, 1e-9);
        double within = rows.Sum(node => node.Length * (Mean(node, 1) - Mean(node, 0))) / rows.Sum(node => node.Length);
        Assert.Equal(within, Joint.Value.Moments.WithinNodes.Effect, 1e-9);
        double SquaredError(IEnumerable<(float Response, float Contact)> of, int contact)
        {
            double[] arm = [.. of.Where(row => row.Contact == contact).Select(row => (double)row.Response)];
            return arm.Sum(response => Math.Pow(response - arm.Average(), 2)) / (arm.Length - 1) / arm.Length;
        }

        double variance = rows.Sum(node => Math.Pow(node.Length, 2) * (SquaredError(node, 1) + SquaredError(node, 0))) / Math.Pow(rows.Sum(node => node.Length), 2);
        Assert.Equal(Math.Sqrt(variance), Joint.Value.Moments.WithinNodes.Error, 1e-8);
    }

    // CUPED: what a field known before explains of the response, R² of its variance, is taken away, and the interval is √(1 − R²) of what it was.
    [Fact]
    public void Apply_FieldKnownBefore_NarrowsTheIntervalByWhatItExplains()
    {
        TrialState state = Run([Explained(4000, 1, 0.5), Explained(3000, 2, 0.4)]);
        TrialEstimate estimate = TrialEstimate.Of(state);
        // The response is 0.2·x + u/10 of x uniform over ±2 and u over ±1: variances 0.04·4/3 and 0.01/3, so R² is 16/17.
        Assert.Equal(Math.Sqrt(1.0 / 17), estimate.Error / state.Moments!.WithinNodes.Error, 0.02);
        Assert.InRange(Effect, estimate.Effect - (3 * estimate.Error), estimate.Effect + (3 * estimate.Error));
    }

    [Fact]
    public void Apply_NodeOfOneArm_AddsNothingToTheComparison()
    {
        LabelledRows all = Draw(200, 9, 1.1, 0);
        TrialState with = Run([.. Nodes, all]);
        Assert.Equal(Joint.Value.Moments!.WithinNodes.Effect, with.Moments!.WithinNodes.Effect, 1e-9);
        Assert.Equal(Joint.Value.Moments.ComparedRows, with.Moments.ComparedRows);
        Assert.Equal(Joint.Value.Moments.Treated.Rows + 200, with.Moments.Treated.Rows);
    }

    [Fact]
    public void Apply_RandomisedContact_IsBalancedAndItsIntervalHoldsTheTruth()
    {
        int held = 0, unbalanced = 0;
        const int draws = 200;
        for (int draw = 0; draw < draws; draw++)
        {
            LabelledRows[] nodes = [Draw(150, 100 + (2 * (ulong)draw), 0.5, 0.1), Draw(100, 101 + (2 * (ulong)draw), 0.3, -0.2)];
            TrialEstimate estimate = TrialEstimate.Of(Run(nodes));
            held += Math.Abs(estimate.Effect - Effect) < 1.96 * estimate.Error ? 1 : 0;
            // 7.815 is passed by one in twenty of three degrees of freedom.
            unbalanced += estimate.Balance > 7.815 ? 1 : 0;
        }

        Assert.InRange(held, 180, 200);
        Assert.InRange(unbalanced, 1, 20);
    }

    [Fact]
    public void Contribute_ResponseBeyondItsBound_IsRefused()
    {
        var rows = new LabelledRows(new float[] { 0, 0, 0, 1 }, Columns + 1, new float[] { 1.5f });
        var state = new TrialState(Options);
        var trial = new FederatedTrial();
        Assert.Throws<ContributionException>(() => trial.Contribute(state, new TrialBatches(Columns, [rows]), new Contribution(trial.Specify(state))));
        var half = new LabelledRows(new float[] { 0, 0, 0, 0.5f }, Columns + 1, new float[] { 1 });
        Assert.Throws<ContributionException>(() => trial.Contribute(state, new TrialBatches(Columns, [half]), new Contribution(trial.Specify(state))));
    }

    [Fact]
    public void Apply_ContactThatTheFeaturesTell_IsRefused()
    {
        float[] features = [.. Enumerable.Range(0, 100).SelectMany(row => new[] { row % 2 == 0 ? 1f : -1f, 0f, 0f, row % 2 })];
        LabelledRows told = new(features, Columns + 1, new float[100]);
        Assert.Contains("without fail", Assert.Throws<ContributionException>(() => Run([told])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedSnapshot_IsRefused()
    {
        ModelSnapshot snapshot = TrialSnapshot.Write(Joint.Value);
        Assert.Throws<ContributionException>(() => TrialSnapshot.Read(snapshot, Options with { Columns = 4 }));
        Assert.Throws<ContributionException>(() => TrialSnapshot.Read(SimulatedRounds.With(snapshot, "scatter", 0, -1), Options));
        Assert.Throws<ContributionException>(() => TrialSnapshot.Read(SimulatedRounds.With(snapshot, "arms", 0, 0.5), Options));
        Assert.Throws<ContributionException>(() => TrialSnapshot.Read(SimulatedRounds.With(snapshot, "gram", 0, -5000), Options));
        Assert.Throws<ContributionException>(() => TrialSnapshot.Read(SimulatedRounds.With(snapshot, "compared", 3, 0), Options));
    }

    private const double Effect = 0.1;

    private static TrialState Run(LabelledRows[] nodes) => SimulatedRounds.Run(
        new FederatedTrial(), new TrialState(Options), [.. nodes.Select(node => (ITrialSums)new TrialBatches(Columns, [node]))],
        TrialSnapshot.Write, snapshot => TrialSnapshot.Read(snapshot, Options)).State;

    private static LabelledRows Explained(int rows, ulong seed, double share)
    {
        var generator = new SeededGenerator(seed);
        var features = new float[rows * (Columns + 1)];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<float> own = features.AsSpan(row * (Columns + 1), Columns + 1);
            for (int column = 0; column < Columns; column++)
                own[column] = (float)((4 * generator.NextDouble()) - 2);
            own[Columns] = generator.NextDouble() < share ? 1 : 0;
            labels[row] = (float)((0.2 * own[0]) + (Effect * own[Columns]) + (0.2 * (generator.NextDouble() - 0.5)));
        }

        return new LabelledRows(features, Columns + 1, labels);
    }

    private static LabelledRows Draw(int rows, ulong seed, double share, double level)
    {
        var generator = new SeededGenerator(seed);
        var features = new float[rows * (Columns + 1)];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<float> own = features.AsSpan(row * (Columns + 1), Columns + 1);
            for (int column = 0; column < Columns; column++)
                own[column] = (float)((4 * generator.NextDouble()) - 2 + level);
            own[Columns] = generator.NextDouble() < share ? 1 : 0;
            labels[row] = (float)Math.Clamp(level + (0.1 * own[0]) - (0.05 * own[1]) + (Effect * own[Columns]) + (0.2 * (generator.NextDouble() - 0.5)), -1, 1);
        }

        return new LabelledRows(features, Columns + 1, labels);
    }

    // Least squares with a dummy for each node, and White's covariance, written out.
    private static (double Effect, double Error, double[] Slopes) Oracle(LabelledRows[] nodes)
    {
        int size = Columns + 1 + nodes.Length, count = nodes.Sum(node => node.Count);
        var rows = new List<(double[] X, double Y)>();
        for (int node = 0; node < nodes.Length; node++)
        {
            for (int row = 0; row < nodes[node].Count; row++)
            {
                var x = new double[size];
                for (int column = 0; column <= Columns; column++)
                    x[column] = nodes[node].Features.Span[(row * (Columns + 1)) + column];
                x[Columns + 1 + node] = 1;
                rows.Add((x, nodes[node].Labels.Span[row]));
            }
        }

        double[] gram = new double[size * size], right = new double[size], meat = new double[size * size];
        foreach ((double[] x, double y) in rows)
        {
            for (int i = 0; i < size; i++)
            {
                right[i] += x[i] * y;
                for (int j = 0; j < size; j++)
                    gram[(i * size) + j] += x[i] * x[j];
            }
        }

        Cholesky factor = Cholesky.Of(gram, size);
        double[] beta = factor.Solve(right), inverse = factor.Inverse();
        foreach ((double[] x, double y) in rows)
        {
            double residual = y - x.Zip(beta, (value, weight) => value * weight).Sum();
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++)
                    meat[(i * size) + j] += residual * residual * x[i] * x[j];
            }
        }

        double variance = 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
                variance += inverse[(Columns * size) + i] * meat[(i * size) + j] * inverse[(j * size) + Columns];
        }

        return (beta[Columns], Math.Sqrt(variance * count / (count - size)), beta[..Columns]);
    }
}
