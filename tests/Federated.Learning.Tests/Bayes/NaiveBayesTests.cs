using Federated.Learning.Bayes;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;
using Federated.Learning.Tests.Solvers;

namespace Federated.Learning.Tests.Bayes;

public sealed class NaiveBayesTests
{
    private const int Classes = 3;

    [Fact]
    public void FitGaussian_WithWeights_EqualsScikitLearn()
    {
        var statistics = new ClassMomentStatistics(Classes, ClassicalFixture.Columns);
        statistics.Add(ClassicalFixture.X, ClassicalFixture.Kind, ClassicalFixture.Weight);
        GaussianNaiveBayes model = GaussianNaiveBayes.FromSnapshot(GaussianNaiveBayes.Fit(statistics).ToSnapshot());
        var probabilities = new float[ClassicalFixture.Kind.Length * Classes];
        model.Predict(ClassicalFixture.X, probabilities);

        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("gaussian", "means"), [.. Enumerable.Range(0, Classes).SelectMany(label => model.Means(label).ToArray())], 1e-9);
        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("gaussian", "variances"), [.. Enumerable.Range(0, Classes).SelectMany(label => model.Variances(label).ToArray())], 1e-9);
        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("gaussian", "probabilities"), [.. probabilities.Select(value => (double)value)], 1e-6);
    }

    [Fact]
    public void FitMultinomial_Counts_EqualsScikitLearn()
    {
        var statistics = new ClassCountStatistics(Classes, ClassicalFixture.Columns);
        statistics.Add(ClassicalFixture.Counts, ClassicalFixture.Kind);

        AssertPredicts("multinomial", DiscreteNaiveBayes.FitMultinomial(statistics, 0.5));
    }

    [Fact]
    public void FitBernoulli_ValuesAboveAThreshold_EqualsScikitLearn()
    {
        var statistics = new ClassCountStatistics(Classes, ClassicalFixture.Columns, threshold: 1);
        statistics.Add(ClassicalFixture.Counts, ClassicalFixture.Kind);

        AssertPredicts("bernoulli", DiscreteNaiveBayes.FitBernoulli(statistics, 1, 0.5));
    }

    [Fact]
    public void Fit_SumOfThreeParts_IsTheFitOfAllRows() => RandomTable.ForAll(table =>
    {
        ClassMomentStatistics moments = new(RandomTable.Classes, table.Columns), momentSum = new(RandomTable.Classes, table.Columns);
        ClassCountStatistics counts = new(RandomTable.Classes, table.Columns, 0), countSum = new(RandomTable.Classes, table.Columns, 0);
        moments.Add(table.X, table.Labels, table.Weights);
        counts.Add(table.X, table.Labels, table.Weights);
        foreach (Range part in table.Parts)
        {
            var partMoments = new ClassMomentStatistics(RandomTable.Classes, table.Columns);
            partMoments.Add(table.XOf(part), table.Labels.AsSpan()[part], table.Weights.AsSpan()[part]);
            momentSum.AddVector(partMoments.Vector);
            var partCounts = new ClassCountStatistics(RandomTable.Classes, table.Columns, 0);
            partCounts.Add(table.XOf(part), table.Labels.AsSpan()[part], table.Weights.AsSpan()[part]);
            countSum.Merge(partCounts);
        }

        float[] expected = new float[table.Rows * RandomTable.Classes], actual = new float[expected.Length];
        GaussianNaiveBayes.Fit(moments, 1e-3).Predict(table.X, expected);
        GaussianNaiveBayes.Fit(momentSum, 1e-3).Predict(table.X, actual);
        ClassicalFixture.AssertClose([.. expected.Select(value => (double)value)], [.. actual.Select(value => (double)value)], 1e-6);
        DiscreteNaiveBayes.FitBernoulli(counts).Predict(table.X, expected);
        DiscreteNaiveBayes.FitBernoulli(countSum).Predict(table.X, actual);
        ClassicalFixture.AssertClose([.. expected.Select(value => (double)value)], [.. actual.Select(value => (double)value)], 1e-6);
    });

    [Fact]
    public void Vector_OfTwoRows_HasTheDocumentedLayout()
    {
        var moments = new ClassMomentStatistics(2, 2);
        moments.Add([1, 2, 3, 4], [1, 1], [1, 2]);
        var counts = new ClassCountStatistics(2, 2);
        counts.Add([1, 2, 3, 4], [1, 1], [1, 2]);

        Assert.Equal([0, 0, 0, 0, 0, 3, 7, 10, 19, 36], moments.Vector.ToArray());
        Assert.Equal([0, 0, 0, 3, 7, 10], counts.Vector.ToArray());
    }

    [Fact]
    public void Fit_FaultyInput_IsRefusedByName()
    {
        var moments = new ClassMomentStatistics(2, 1);
        moments.Add([1], [1]);
        Assert.Contains("Class 0 has no row", Assert.Throws<ArgumentException>(() => GaussianNaiveBayes.Fit(moments)).Message, StringComparison.Ordinal);
        Assert.Contains("label of row 0 is 2", Assert.Throws<ArgumentException>(() => moments.Add([1], [2])).Message, StringComparison.Ordinal);
        moments.Add([1], [0]);
        Assert.Contains("Column 0 does not vary in class 0", Assert.Throws<ArgumentException>(() => GaussianNaiveBayes.Fit(moments)).Message, StringComparison.Ordinal);

        var counts = new ClassCountStatistics(2, 1);
        Assert.Contains("Row 1, column 0 is -1", Assert.Throws<ArgumentException>(() => counts.Add([1, -1], [0, 1])).Message, StringComparison.Ordinal);
        counts.Add([5, 0], [0, 1]);
        Assert.Contains("occurs 5 times in 1 rows", Assert.Throws<ArgumentException>(() => DiscreteNaiveBayes.FitBernoulli(counts)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DiscreteNaiveBayes.FitMultinomial(counts, 0));
    }

    [Fact]
    public void FromSnapshot_ShapesOrValuesThatDoNotFit_AreRefused()
    {
        NamedTensor prior = new DoubleTensor("prior", new TensorShape(2), [-1, -1]), mean = new DoubleTensor("mean", new TensorShape(2, 1), [0, 1]);
        Assert.Contains("[2, 1]", Refusal(prior, mean, new DoubleTensor("variance", new TensorShape(1, 2), [1, 1])), StringComparison.Ordinal);
        Assert.Contains("above zero", Refusal(prior, mean, new DoubleTensor("variance", new TensorShape(2, 1), [1, 0])), StringComparison.Ordinal);
        Assert.Contains("'variance'", Refusal(prior, mean), StringComparison.Ordinal);

        static string Refusal(params NamedTensor[] tensors) => Assert.Throws<ModelMismatchException>(() => GaussianNaiveBayes.FromSnapshot(new ModelSnapshot(tensors))).Message;
    }

    private static void AssertPredicts(string name, DiscreteNaiveBayes model)
    {
        var probabilities = new float[ClassicalFixture.Kind.Length * Classes];
        DiscreteNaiveBayes.FromSnapshot(model.ToSnapshot()).Predict(ClassicalFixture.Counts, probabilities);
        ClassicalFixture.AssertClose(ClassicalFixture.Doubles(name), [.. probabilities.Select(value => (double)value)], 1e-6);
    }
}
