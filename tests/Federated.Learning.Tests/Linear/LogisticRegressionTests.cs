using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;
using Federated.Learning.Tests.Solvers;

namespace Federated.Learning.Tests.Linear;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void Fit_TwoClassesWithWeights_EqualsScikitLearn()
    {
        LinearModel model = LogisticRegression.Fit(
            ClassicalFixture.X, ClassicalFixture.Label, ClassicalFixture.Columns, new LogisticOptions { Penalty = 2 }, ClassicalFixture.Weight);

        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("logistic", "weights"), model.Weights, 1e-6);
        Assert.Equal(ClassicalFixture.Number("logistic", "intercept"), model.Intercept, 1e-6);
    }

    [Fact]
    public void Fit_BalancedClasses_EqualsScikitLearn()
    {
        int[] labels = [.. ClassicalFixture.Label.Select(label => (int)label)];
        ImmutableArray<double> classWeights = LogisticRegression.BalancedClassWeights(labels, 2);
        float[] weights = [.. labels.Select(label => (float)classWeights[label])];
        LinearModel model = LogisticRegression.Fit(ClassicalFixture.X, ClassicalFixture.Label, ClassicalFixture.Columns, new LogisticOptions { Penalty = 0.5 }, weights);

        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("balanced", "weights"), model.Weights, 1e-6);
        Assert.Equal(ClassicalFixture.Number("balanced", "intercept"), model.Intercept, 1e-6);
    }

    [Fact]
    public void Fit_ThreeClasses_EqualsScikitLearn()
    {
        SoftmaxModel model = LogisticRegression.Fit(ClassicalFixture.X, ClassicalFixture.Kind, ClassicalFixture.Columns, 3, new LogisticOptions { Penalty = 0.5 });
        var probabilities = new float[ClassicalFixture.Kind.Length * 3];
        SoftmaxModel.FromSnapshot(model.ToSnapshot()).Predict(ClassicalFixture.X, probabilities);

        double[] weights = [.. Enumerable.Range(0, 3).SelectMany(label => model.Weights(label).ToArray())];
        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("softmax", "weights"), weights, 1e-6);
        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("softmax", "intercepts"), [model.Intercept(0), model.Intercept(1), model.Intercept(2)], 1e-6);
        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("softmax", "probabilities"), [.. probabilities.Select(value => (double)value)], 1e-6);
    }

    [Fact]
    public void Newton_SumOfThreeParts_IsThePassOverAllRows() => RandomTable.ForAll(table =>
    {
        LogisticNewton pooled = LogisticNewton.Start(table.Columns), summed = pooled;
        for (int pass = 0; pass < 5 && !pooled.Finished; pass++)
        {
            var all = new LogisticStatistics(pooled.Parameters);
            all.Add(table.X, table.TwoClasses, table.Weights);
            var sum = new LogisticStatistics(summed.Parameters);
            foreach (Range part in table.Parts)
            {
                var statistics = new LogisticStatistics(summed.Parameters);
                statistics.Add(table.XOf(part), table.TwoClasses.AsSpan()[part], table.Weights.AsSpan()[part]);
                sum.Merge(statistics);
            }

            pooled = pooled.Next(all);
            summed = summed.Next(sum);
            ClassicalFixture.AssertClose(pooled.Parameters, summed.Parameters, 1e-9);
        }

        Assert.True(pooled.Passes > 1);
    });

    [Fact]
    public void SoftmaxNewton_SumOfThreeParts_IsThePassOverAllRows() => RandomTable.ForAll(
        table =>
        {
            LogisticNewton start = LogisticNewton.Start(table.Columns, RandomTable.Classes);
            SoftmaxStatistics all = new(start.Parameters, RandomTable.Classes), sum = new(start.Parameters, RandomTable.Classes);
            all.Add(table.X, table.Labels, table.Weights);
            foreach (Range part in table.Parts)
            {
                var statistics = new SoftmaxStatistics(start.Parameters, RandomTable.Classes);
                statistics.Add(table.XOf(part), table.Labels.AsSpan()[part], table.Weights.AsSpan()[part]);
                sum.AddVector(statistics.Vector);
            }

            ClassicalFixture.AssertClose(start.Next(all).Parameters, start.Next(sum).Parameters, 1e-9);
        },
        10);

    [Fact]
    public void Statistics_OfTwoClasses_AreTheDerivativesOfTheLoss()
    {
        ImmutableArray<double> parameters = [0.3, -0.2, 0.5];
        float[] rows = [1, 2, -0.5f, 1, 0.25f, -1], labels = [1, 0, 0.5f], weights = [1, 0.5f, 2];

        LogisticStatistics At(int index, double step)
        {
            var statistics = new LogisticStatistics(parameters.SetItem(index, parameters[index] + step));
            statistics.Add(rows, labels, weights);
            return statistics;
        }

        LogisticStatistics centre = At(0, 0);
        Assert.Equal(3.5, centre.Weight);
        for (int index = 0; index < 3; index++)
        {
            LogisticStatistics above = At(index, 1e-5), below = At(index, -1e-5);
            Assert.Equal((above.Loss - below.Loss) / 2e-5, centre.Gradient[index], 1e-8);
            for (int other = 0; other <= index; other++)
                Assert.Equal((above.Gradient[other] - below.Gradient[other]) / 2e-5, centre.Hessian[(index * (index + 1) / 2) + other], 1e-8);
        }
    }

    [Fact]
    public void Fit_StepThatWouldOvershoot_IsHalvedUntilTheLossFalls()
    {
        // Far outliers make the full Newton step from zero, and later ones, raise the loss.
        float[] rows = [-200, -1, -0.5f, 0, 0.5f, 1, 300, 2, -3], labels = [1, 0, 0, 0, 1, 1, 1, 0, 0];
        LinearModel model = LogisticRegression.Fit(rows, labels, 1, new LogisticOptions { Penalty = 1e-6, MaximumPasses = 500 });

        double slope = 0;
        for (int row = 0; row < rows.Length; row++)
            slope += Logistic.Sigmoid((model.Weights[0] * rows[row]) + model.Intercept) - labels[row];
        Assert.Equal(0, slope, 1e-6);
    }

    [Fact]
    public void Next_LossThatRose_GoesHalfTheWayBack()
    {
        LogisticNewton start = LogisticNewton.Start(1, 1, new LogisticOptions { Penalty = 0 }), first = start.Next(Summed(start, 1)), half = first.Next(Summed(first, 2));

        Assert.Equal([-3.0, -5.0], first.Parameters.ToArray());
        Assert.Equal([-1.5, -2.5], half.Parameters.ToArray());

        // weight | loss | gradient | Hessian, the unit matrix
        static LogisticStatistics Summed(LogisticNewton newton, double loss)
        {
            var statistics = new LogisticStatistics(newton.Parameters);
            statistics.AddVector([1, loss, 3, 5, 1, 0, 1]);
            return statistics;
        }
    }

    [Fact]
    public void Next_StatisticsOfOtherParameters_IsRefused()
    {
        LogisticNewton start = LogisticNewton.Start(1);
        var other = new LogisticStatistics([1, 1]);
        other.Add([1], [1]);

        Assert.Contains("other parameters", Assert.Throws<ArgumentException>(() => start.Next(other)).Message, StringComparison.Ordinal);
        Assert.Contains("no row", Assert.Throws<ArgumentException>(() => start.Next(new LogisticStatistics(start.Parameters))).Message, StringComparison.Ordinal);
        Assert.Contains("label of row 1", Assert.Throws<ArgumentException>(() => other.Add([1, 1], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LogisticNewton.Start(1, 1, new LogisticOptions { Penalty = double.NaN }));
        Assert.Throws<ArgumentException>(() => new SoftmaxStatistics([0, 0, 0, 0, 0], 2));
    }

    [Fact]
    public void SoftmaxSnapshot_OfOneClass_IsRefused()
    {
        var snapshot = new ModelSnapshot([new DoubleTensor("parameters", new TensorShape(1, 3), [1, 2, 3])]);

        Assert.Throws<ModelMismatchException>(() => SoftmaxModel.FromSnapshot(snapshot));
    }
}
