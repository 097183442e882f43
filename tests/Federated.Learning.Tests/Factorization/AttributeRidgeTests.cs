using Federated.Learning.Factorization;
using Federated.Learning.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Factorization;

public sealed class AttributeRidgeTests
{
    private const int Items = 14, Columns = 4, Width = 3;

    [Fact]
    public void Complete_ScoresThatAreLinearInVectors_AreThoseOfVectorsThatAttributesGive() => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
    {
        var generator = new SeededGenerator(seed);
        int[][] attributes = [.. Enumerable.Range(0, Items).Select(_ => Enumerable.Range(0, Columns).Where(_ => generator.NextBelow(2) == 0).ToArray())];
        double[] weights = [.. Enumerable.Range(0, Items).Select(item => item < 5 ? 0 : 0.1 + generator.NextDouble())];
        double[][] vectors = [.. Enumerable.Range(0, Items).Select(_ => Enumerable.Range(0, Width).Select(_ => generator.NextDouble() - 0.5).ToArray())];
        double[] customer = [.. Enumerable.Range(0, Width).Select(_ => generator.NextDouble() - 0.5)];
        double penalty = 0.1 + generator.NextDouble();
        float[] scores = [.. vectors.Select(vector => (float)vector.Zip(customer, (one, other) => one * other).Sum())];
        float[] before = [.. scores];
        new AttributeRidge(attributes, Columns, weights, penalty).Complete(scores);
        for (int item = 0; item < Items; item++)
        {
            double expected = weights[item] > 0
                ? before[item]
                : Enumerable.Range(0, Width).Sum(value => customer[value] * Predict(attributes, weights, [.. vectors.Select(vector => vector[value])], penalty, attributes[item]));
            Assert.Equal(expected, scores[item], 1e-4);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Make_OfNumbersThatDoNotFit_IsRefused()
    {
        AttributeRidge Make(int[][] attributes, double[] weights, double penalty = 1) => new(attributes, 2, weights, penalty);
        Assert.Throws<ArgumentException>(() => Make([[0], [2]], [1, 0]));
        Assert.Throws<ArgumentException>(() => Make([[0], [1]], [0, 0]));
        Assert.Throws<ArgumentException>(() => Make([[0], [1]], [1]));
        Assert.Throws<ArgumentException>(() => Make([[0], [1]], [1, double.NaN]));
        Assert.Throws<ArgumentException>(() => Make([[0], [1]], [1, 0], 0));
        Assert.Throws<ArgumentException>(() => Make([[0], [1]], [1, 0]).Complete(new float[3]));
    }

    // Coordinate descent on the ridge's own objective, until it stands still.
    private static double Predict(int[][] attributes, double[] weights, double[] targets, double penalty, int[] asked)
    {
        var coefficients = new double[Columns + 1];
        double Of(int item, int without) => attributes[item].Append(Columns).Where(column => column != without).Sum(column => coefficients[column]);
        for (int pass = 0; pass < 2_000; pass++)
        {
            for (int column = 0; column <= Columns; column++)
            {
                double slope = 0, curvature = column < Columns ? penalty : 0;
                for (int item = 0; item < Items; item++)
                {
                    if (column < Columns && !attributes[item].Contains(column))
                        continue;
                    slope += weights[item] * (targets[item] - Of(item, column));
                    curvature += weights[item];
                }

                coefficients[column] = slope / curvature;
            }
        }

        return coefficients[Columns] + asked.Sum(column => coefficients[column]);
    }
}
