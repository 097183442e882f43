using Federated.Computations.Amounts;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Amounts;

public sealed class FederatedAmountEvaluationTests
{
    private static readonly AmountEvaluationOptions Options = new() { Most = 10_000, Typical = 60, RowBound = 2000 };
    private readonly FederatedAmountEvaluation _evaluation = new();

    [Fact]
    public void Apply_QuantisedSumOfThreeNodes_HasThePooledErrors()
    {
        (double[] predicted, double[] actual) = Draw(900, 1);
        AmountQuality quality = Run([predicted[..30], actual[..30]], [predicted[30..400], actual[30..400]], [predicted[400..], actual[400..]]);
        float[] guesses = [.. predicted.Select(value => (float)value)], truths = [.. actual.Select(value => (float)value)];

        Assert.Equal(900, quality.Rows);
        Assert.Equal(RegressionMetrics.RootMeanSquaredError(guesses, truths), quality.RootMeanSquaredError, 1e-3);
        Assert.Equal(RegressionMetrics.MeanAbsoluteError(guesses, truths), quality.MeanAbsoluteError, 1e-3);
        Assert.Equal(actual.Average(), quality.MeanActual, 1e-4);
        Assert.Equal(predicted.Average(), quality.MeanPredicted, 1e-4);
        Assert.InRange(quality.ShareOfGini, 0.3, 0.95);
    }

    [Fact]
    public void Apply_Tenths_HoldEveryRowOnceAndFall()
    {
        (double[] predicted, double[] actual) = Draw(900, 2);
        AmountQuality quality = Run([predicted, actual]);
        Assert.Equal(10, quality.Tenths.Length);
        Assert.Equal(900, quality.Tenths.Sum(tenth => tenth.Rows));
        Assert.Equal(quality.Tenths.Select(tenth => tenth.Predicted).OrderDescending(), quality.Tenths.Select(tenth => tenth.Predicted));
        Assert.Equal(actual.Sum(), quality.Tenths.Sum(tenth => tenth.Actual * tenth.Rows), 1e-2);
        Assert.Empty(Run([predicted[..99], actual[..99]]).Tenths);
    }

    [Fact]
    public void Apply_PerfectAndBlindOrders_HaveTheirGini()
    {
        (_, double[] actual) = Draw(900, 3);
        Assert.Equal(1, Run([actual, actual]).ShareOfGini, 1e-9);
        Assert.Equal(0, Run([[.. actual.Select(_ => 5.0)], actual]).Gini, 1e-6);
        Assert.True(double.IsNaN(Run([[1, 2], [0, 0]]).Gini));
        // Two rows of which one has all: a Lorenz curve of area 1/4.
        Assert.Equal(0.5, Run([[1, 200], [0, 100]]).Gini, 1e-6);
    }

    [Fact]
    public void Contribute_AmountBeyondTheLargest_CountsAsTheLargest()
        => Assert.Equal(10_000, Run([[0], [1e9]]).MeanAbsoluteError, 1e-3);

    [Fact]
    public void Snapshot_WrittenOrDamaged_GivesTheResultOrRefuses()
    {
        (double[] predicted, double[] actual) = Draw(300, 4);
        ModelSnapshot written = Safetensors.Read(Safetensors.Write(AmountEvaluationSnapshot.Write(new AmountEvaluationState(Options, Run([predicted, actual])))));
        Assert.Equal(written.ContentHash(), AmountEvaluationSnapshot.Write(AmountEvaluationSnapshot.Read(written, Options)).ContentHash());
        Assert.Null(AmountEvaluationSnapshot.Read(new ModelSnapshot([]), Options).Result);
        foreach ((string name, int index, double value) in new[] { ("figures", 0, -1.0), ("figures", 1, -1.0), ("figures", 5, 2.0), ("figures", 7, 11.0), ("figures", 7, 1.0), ("tenths", 0, 0.5), ("tenths", 1, -3.0) })
        {
            double[] values = written.Doubles(name).ToArray();
            values[index] = value;
            var damaged = new ModelSnapshot(written.Tensors.Where(tensor => tensor.Name != name).Append(new DoubleTensor(name, written[name].Shape, values)));
            Assert.Throws<ContributionException>(() => AmountEvaluationSnapshot.Read(damaged, Options));
        }
    }

    [Fact]
    public void Apply_ForgedSum_IsRefused()
    {
        var state = new AmountEvaluationState(Options);
        var values = new double[_evaluation.Specify(state).Length];
        values[2] = 1;
        Assert.Throws<ContributionException>(() => _evaluation.Apply(state, new SecureSum(values, 1, 1)));
        values[2] = 0;
        values[1] = 500;
        Assert.Throws<ContributionException>(() => _evaluation.Apply(state, new SecureSum(values, 1, 1)));
        Assert.Throws<ArgumentException>(() => new PredictedAmounts([-1], [1]));
        Assert.Throws<ArgumentException>(() => new PredictedAmounts([1], [double.NaN]));
    }

    private AmountQuality Run(params double[][][] nodes)
    {
        var state = new AmountEvaluationState(Options);
        return _evaluation.Apply(state, SimulatedSum.Quantised(_evaluation, state, nodes.Select(node => new[] { new PredictedAmounts(node[0], node[1]) }), 5)).Result!;
    }

    private static (double[] Predicted, double[] Actual) Draw(int rows, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        double[] predicted = [.. Enumerable.Range(0, rows).Select(_ => Math.Exp(1 + (4 * generator.NextDouble())))];
        return (predicted, [.. predicted.Select(value => generator.NextDouble() < 0.3 ? 0 : value * (0.3 + (2 * generator.NextDouble())))]);
    }
}
