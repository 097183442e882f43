using System.Text.Json;
using Federated.Computations;
using Federated.Computations.Robust;

namespace Federated.Conformance.Tests.Robust;

/// <summary>Rules over vectors, some of them bad, that a program in another language computed, and the few that another framework publishes with its tests.</summary>
public sealed class RobustVectorTests
{
    [ConformanceFact]
    public void Rules_OfEachCase_AreTheGivenOnes()
    {
        JsonElement[] cases = [.. Vectors().GetProperty("cases").EnumerateArray()];
        Assert.Equal(3, cases.Length);
        foreach (JsonElement each in cases)
        {
            double[][] vectors = Rows(each.GetProperty("vectors"));
            int byzantine = each.GetProperty("f").GetInt32();
            AssertNear(each.GetProperty("median"), RobustMean.Of(RobustRule.Median, vectors, byzantine), 1e-12);
            AssertNear(each.GetProperty("trimmed_mean_b=f"), RobustMean.Of(RobustRule.TrimmedMean, vectors, byzantine), 1e-12);
            AssertNear(each.GetProperty("geometric_median_converged"), RobustMean.Of(RobustRule.GeometricMedian, vectors, byzantine), 1e-6);
        }
    }

    [ConformanceFact]
    public void GeometricMedian_ThreePassesOfSums_AreTheGivenOnes()
    {
        foreach (JsonElement each in Vectors().GetProperty("cases").EnumerateArray())
        {
            double[][] vectors = Rows(each.GetProperty("vectors"));
            var computation = new FederatedGeometricMedian<double[]?, double[]>(new PlainMean(vectors[0].Length), new GeometricMedianOptions { Passes = 3, Smoothing = 1e-6 / PlainMean.Bound });
            GeometricMedianState<double[]?> state = new(null);
            while (!computation.IsDone(state))
                state = computation.Apply(state, Sum(computation, state, vectors));
            AssertNear(each.GetProperty("rfa_nu1e-6_R3"), state.Inner!, 1e-9);
        }
    }

    [ConformanceFact]
    public void PublishedRules_WithEnoughGroups_AreTheGivenOnes_AndOthersAreRefused()
    {
        JsonElement[] published = [.. Vectors().GetProperty("flower_published").EnumerateArray()];
        JsonElement median = Assert.Single(published, each => each.GetProperty("rule").GetString() == "median");
        AssertNear(median.GetProperty("expected"), RobustMean.Of(RobustRule.Median, Rows(median.GetProperty("vectors")), 0), 1e-12);

        // One of four cut off each end: two good groups are left against one bad.
        JsonElement[] trimmed = [.. published.Where(each => each.GetProperty("rule").GetString() == "trimmed mean beta=0.25")];
        Assert.Equal(2, trimmed.Length);
        Assert.All(trimmed, each => Assert.Throws<ContributionException>(() => RobustMean.Of(RobustRule.TrimmedMean, Rows(each.GetProperty("vectors")), 1)));
    }

    private static JsonElement Vectors() => JsonDocument.Parse(ReferenceMaterial.Read("robust_aggregation.json")).RootElement;

    private static double[][] Rows(JsonElement vectors) => [.. vectors.EnumerateArray().Select(Row)];

    private static double[] Row(JsonElement vector) => [.. vector.EnumerateArray().Select(value => value.GetDouble())];

    private static void AssertNear(JsonElement expected, double[] actual, double tolerance)
    {
        double[] values = Row(expected);
        Assert.Equal(values.Length, actual.Length);
        Assert.All(Enumerable.Range(0, values.Length), index => Assert.Equal(values[index], actual[index], tolerance));
    }

    private static SecureSum Sum(FederatedGeometricMedian<double[]?, double[]> computation, GeometricMedianState<double[]?> state, double[][] vectors)
    {
        var values = new double[computation.Specify(state).Length];
        foreach (double[] vector in vectors)
        {
            var contribution = new Contribution(computation.Specify(state));
            computation.Contribute(state, new GeometricMedianData<double[]>(vector), contribution);
            for (int index = 0; index < values.Length; index++)
                values[index] += contribution.Values[index];
        }

        return new SecureSum(values, vectors.Length, vectors.Length);
    }

    /// <summary>A vector each; the state is their mean.</summary>
    private sealed class PlainMean(int length) : IComputation<double[]?, double[]>
    {
        public const double Bound = 1000;

        public ContributionSpec Specify(double[]? state) => new(length, Bound, Bound, 24, 1, UnitOfPrivacy.Partner);

        public void Contribute(double[]? state, double[] data, Contribution into) => data.CopyTo(into.Values);

        public double[] Apply(double[]? state, SecureSum sum) => [.. sum.Values.ToArray().Select(value => value / sum.Weight)];

        public bool IsDone(double[]? state) => state is not null;
    }
}
