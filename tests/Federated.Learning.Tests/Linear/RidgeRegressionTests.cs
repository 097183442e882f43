using Federated.Learning.Linear;
using Federated.Learning.Modules;
using Federated.Learning.Solvers;
using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;
using Federated.Learning.Tests.Solvers;

namespace Federated.Learning.Tests.Linear;

public sealed class RidgeRegressionTests
{
    [Fact]
    public void Fit_WithPenaltyAndWeights_EqualsScikitLearn()
    {
        var statistics = new RidgeStatistics(ClassicalFixture.Columns);
        statistics.Add(ClassicalFixture.X, ClassicalFixture.Target, ClassicalFixture.Weight);
        RidgeFit fit = RidgeRegression.Fit(statistics, 2.5);

        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("ridge", "weights"), fit.Model.Weights, 1e-6);
        Assert.Equal(ClassicalFixture.Number("ridge", "intercept"), fit.Model.Intercept, 1e-5);
        Assert.Equal(ClassicalFixture.Number("ridge", "r2"), fit.RSquared, 1e-7);
        Assert.InRange(fit.DegreesOfFreedom, 3, 4);
    }

    [Fact]
    public void Fit_WithoutPenalty_HasTheErrorsOfLeastSquares()
    {
        var statistics = new RidgeStatistics(ClassicalFixture.Columns);
        statistics.Add(ClassicalFixture.X, ClassicalFixture.Target);
        RidgeFit fit = RidgeRegression.Fit(statistics, 0);

        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("ols", "weights"), fit.Model.Weights, 1e-6);
        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("ols", "errors"), fit.StandardErrors, 1e-7);
        Assert.Equal(ClassicalFixture.Number("ols", "r2"), fit.RSquared, 1e-7);
        Assert.Equal(4, fit.DegreesOfFreedom, 1e-9);
    }

    [Fact]
    public void Fit_SumOfThreeParts_IsTheFitOfAllRows() => RandomTable.ForAll(table =>
    {
        RidgeStatistics pooled = new(table.Columns), summed = new(table.Columns);
        pooled.Add(table.X, table.Targets, table.Weights);
        foreach (Range part in table.Parts)
        {
            var statistics = new RidgeStatistics(table.Columns);
            statistics.Add(table.XOf(part), table.Targets.AsSpan()[part], table.Weights.AsSpan()[part]);
            summed.AddVector(statistics.Vector);
        }

        RidgeFit expected = RidgeRegression.Fit(pooled), actual = RidgeRegression.Fit(summed);
        Assert.Equal(table.Rows, summed.Rows);
        ClassicalFixture.AssertClose(expected.Model.Weights, actual.Model.Weights, 1e-10);
        ClassicalFixture.AssertClose(expected.StandardErrors, actual.StandardErrors, 1e-10);
        Assert.Equal(expected.Model.Intercept, actual.Model.Intercept, 1e-10);
    });

    [Fact]
    public void Fit_WithoutIntercept_SolvesTheNormalEquations()
    {
        var statistics = new RidgeStatistics(1);
        statistics.Add([1, 2, 3], [2, 3, 7]);
        RidgeFit fit = RidgeRegression.Fit(statistics, 1, hasIntercept: false);

        Assert.Equal((2 + 6 + 21) / (14.0 + 1), fit.Model.Weights[0], 1e-14);
        Assert.Equal(0, fit.Model.Intercept);
    }

    [Fact]
    public void Vector_OfTwoRows_HasTheDocumentedLayout()
    {
        var statistics = new RidgeStatistics(2);
        statistics.Add([1, 2, 3, 4], [5, 6], [1, 2]);

        // rows | x0x0 | x1x0 x1x1 | Σx0 Σx1 Σ1 | yx0 yx1 Σy yy
        ClassicalFixture.AssertClose([2, 19, 26, 36, 7, 10, 3, 41, 58, 17, 97], statistics.Vector.ToArray(), 1e-13);
    }

    [Fact]
    public void Fit_RepeatedColumnWithoutPenaltyOrNoRow_IsRefused()
    {
        var statistics = new RidgeStatistics(2);
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit(statistics));
        statistics.Add([1, 1, 2, 2, 4, 4], [1, 2, 3]);

        Assert.Equal(1, Assert.Throws<NotPositiveDefiniteException>(() => RidgeRegression.Fit(statistics, 0)).Row);
        Assert.Equal(RidgeRegression.Fit(statistics, 1).Model.Weights[0], RidgeRegression.Fit(statistics, 1).Model.Weights[1], 1e-12);
        Assert.Throws<ArgumentException>(() => RidgeRegression.Fit(statistics, -1));
    }

    [Fact]
    public void Snapshot_WrittenAndRead_PredictsTheSame()
    {
        var model = new LinearModel([0.5, -2], 3);
        LinearModel read = LinearModel.FromSnapshot(Safetensors.Read(Safetensors.Write(model.ToSnapshot())));
        var values = new float[2];
        read.Predict([1, 2, 3, 4], values);

        Assert.Equal([-0.5f, -3.5f], values);
        Assert.Throws<ArgumentException>(() => read.Predict([1, 2], values));
        var other = new ModelSnapshot([new DoubleTensor("weight", new TensorShape(1), [1])]);
        Assert.Contains("'intercept'", Assert.Throws<ModelMismatchException>(() => LinearModel.FromSnapshot(other)).Message, StringComparison.Ordinal);
        var damaged = new ModelSnapshot([new DoubleTensor("weight", new TensorShape(1), [double.NaN]), new DoubleTensor("intercept", new TensorShape(1), [1])]);
        Assert.Contains("damaged", Assert.Throws<ModelMismatchException>(() => LinearModel.FromSnapshot(damaged)).Message, StringComparison.Ordinal);
    }
}
