using System.Collections.Immutable;
using Federated.Computations.Personalisation;
using Federated.Learning.Linear;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Personalisation;

public sealed class PulledRegressionTests
{
    public static TheoryData<RegressionFamily> Families => new(RegressionFamily.Linear, RegressionFamily.Logistic, RegressionFamily.Softmax);

    // The minimum of a convex objective is where its gradient, here by hand and in double precision, is zero.
    [Theory]
    [MemberData(nameof(Families))]
    public void Fit_AnyPenalty_IsTheMinimumOfThePulledObjective(RegressionFamily family)
    {
        (PulledRegression regression, ImmutableArray<double> joint, LabelledRows rows) = Case(family, 50);
        foreach (double penalty in new[] { 0.01, 1, 30, 3000 })
        {
            ImmutableArray<double> own = regression.Fit(rows, penalty);
            double[] gradient = Gradient(family, regression.Outputs, own, rows);
            for (int index = 0; index < gradient.Length; index++)
                Assert.Equal(0, gradient[index] + (penalty * (own[index] - joint[index])), 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Fit_PenaltyWithoutEnd_IsTheJointModel(RegressionFamily family)
    {
        (PulledRegression regression, ImmutableArray<double> joint, LabelledRows rows) = Case(family, 50);
        ImmutableArray<double> own = regression.Fit(rows, 1e12);

        Assert.All(own.Zip(joint), pair => Assert.Equal(pair.Second, pair.First, 1e-8));
    }

    [Fact]
    public void Fit_LinearTowardsZero_IsRidgeWithoutIntercept()
    {
        // A constant column and no intercept's pull: the centred fit of RidgeRegression on data of mean zero is the same system.
        (_, _, LabelledRows rows) = Case(RegressionFamily.Linear, 40);
        float[] features = rows.Features.ToArray(), labels = rows.Labels.ToArray();
        float[] mirrored = [.. features, .. features.Select(value => -value)], mirroredLabels = [.. labels, .. labels.Select(value => -value)];
        var statistics = new RidgeStatistics(3);
        statistics.Add(mirrored, mirroredLabels);
        LinearModel expected = RidgeRegression.Fit(statistics, 5).Model;

        ImmutableArray<double> own = new PulledRegression(RegressionFamily.Linear, [0, 0, 0, 0]).Fit(new LabelledRows(mirrored, 3, mirroredLabels), 5);
        for (int column = 0; column < 3; column++)
            Assert.Equal(expected.Weights[column], own[column], 1e-9);
        Assert.Equal(0, own[3], 1e-9);
    }

    [Fact]
    public void Fit_SeparableRowsAndATinyPenalty_Converges()
    {
        var rows = new LabelledRows(new float[] { -2, -1, 1, 2 }, 1, new float[] { 0, 0, 1, 1 });
        ImmutableArray<double> own = new PulledRegression(RegressionFamily.Logistic, [0, 0]).Fit(rows, 1e-6);

        double[] gradient = Gradient(RegressionFamily.Logistic, 1, own, rows);
        Assert.Equal(0, gradient[0] + (1e-6 * own[0]), 1e-7);
        Assert.True(own[0] > 5);
    }

    [Fact]
    public void Fit_Weights_CountRowsAgain()
    {
        (PulledRegression regression, _, LabelledRows rows) = Case(RegressionFamily.Logistic, 20);
        float[] weights = [.. Enumerable.Range(0, 20).Select(row => (float)(row % 3))];
        int[] repeated = [.. Enumerable.Range(0, 20).SelectMany(row => Enumerable.Repeat(row, row % 3))];

        ImmutableArray<double> weighted = regression.Fit(new LabelledRows(rows.Features, 3, rows.Labels, weights), 2), listed = regression.Fit(rows.Select(repeated), 2);
        Assert.All(weighted.Zip(listed), pair => Assert.Equal(pair.Second, pair.First, 1e-7));
    }

    [Fact]
    public void PenaltyChoice_OwnLawAndManyRows_PullsLittle_JointLawAndFewRowsMuch()
    {
        ImmutableArray<double> joint = [1.5, 2, 0, 0];
        var regression = new PulledRegression(RegressionFamily.Logistic, joint);
        double own = PenaltyChoice.Choose(regression, new PersonalRows(PersonalCase.Rows(1500, 1, -1.5), PersonalCase.Rows(300, 2, -1.5)), 7);
        double shared = PenaltyChoice.Choose(regression, new PersonalRows(PersonalCase.Rows(60, 1, 1.5), PersonalCase.Rows(300, 2, 1.5)), 7);

        Assert.InRange(own, 1, 10);
        Assert.True(shared >= 10 * own, $"{own} on rows of an own law, {shared} on rows of the joint one");
    }

    [Fact]
    public void PenaltyChoice_OneTrainingRow_GoesByTheValidationRows()
    {
        var rows = new PersonalRows(PersonalCase.Rows(1, 1, -1.5), PersonalCase.Rows(50, 2, -1.5));
        Assert.Contains(PenaltyChoice.Choose(new PulledRegression(RegressionFamily.Logistic, [1.5, 2, 0, 0]), rows, 7), PenaltyChoice.Grid);
    }

    [Fact]
    public void Construct_ShapesOrValuesThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new PulledRegression(RegressionFamily.Logistic, [1]));
        Assert.Throws<ArgumentException>(() => new PulledRegression(RegressionFamily.Logistic, [1, double.NaN]));
        Assert.Throws<ArgumentException>(() => new PulledRegression(RegressionFamily.Logistic, [1, 2, 3, 4], 2));
        Assert.Throws<ArgumentException>(() => new PulledRegression(RegressionFamily.Softmax, [1, 2]));
        Assert.Throws<ArgumentException>(() => new PulledRegression(RegressionFamily.Softmax, [1, 2, 3], 2));
        (PulledRegression regression, _, LabelledRows rows) = Case(RegressionFamily.Softmax, 5);
        Assert.Throws<ArgumentOutOfRangeException>(() => regression.Fit(rows, 0));
        Assert.Throws<ArgumentException>(() => regression.Fit(new LabelledRows(new float[2], 2, new float[1]), 1));
        Assert.Throws<ArgumentException>(() => regression.Fit(new LabelledRows(new float[3], 3, new float[] { 3 }), 1));
    }

    private static (PulledRegression Regression, ImmutableArray<double> Joint, LabelledRows Rows) Case(RegressionFamily family, int count)
    {
        var generator = new SeededGenerator(4);
        int outputs = family == RegressionFamily.Softmax ? 3 : 1;
        ImmutableArray<double> joint = [.. Enumerable.Range(0, outputs * 4).Select(_ => (2 * generator.NextDouble()) - 1)];
        float[] features = [.. Enumerable.Range(0, count * 3).Select(_ => (float)((4 * generator.NextDouble()) - 2))];
        float[] labels = [.. Enumerable.Range(0, count).Select(row => family switch
        {
            RegressionFamily.Linear => features[row * 3] + (float)generator.NextDouble(),
            RegressionFamily.Logistic => features[row * 3] > generator.NextDouble() ? 1f : 0f,
            _ => (float)Math.Floor(3 * generator.NextDouble()),
        })];
        return (new PulledRegression(family, joint, outputs), joint, new LabelledRows(features, 3, labels));
    }

    private static double[] Gradient(RegressionFamily family, int outputs, ImmutableArray<double> own, LabelledRows rows)
    {
        int columns = rows.Columns;
        var gradient = new double[own.Length];
        for (int row = 0; row < rows.Count; row++)
        {
            double[] z = [.. rows.Features.Span.Slice(row * columns, columns).ToArray().Select(value => (double)value), 1];
            double[] scores = [.. Enumerable.Range(0, outputs).Select(output => z.Select((value, column) => value * own[(output * (columns + 1)) + column]).Sum())];
            double label = rows.Labels.Span[row], total = scores.Sum(Math.Exp);
            for (int output = 0; output < outputs; output++)
            {
                double slope = family switch
                {
                    RegressionFamily.Linear => scores[0] - label,
                    RegressionFamily.Logistic => (1 / (1 + Math.Exp(-scores[0]))) - label,
                    _ => (Math.Exp(scores[output]) / total) - (label == output ? 1 : 0),
                };
                for (int column = 0; column <= columns; column++)
                    gradient[(output * (columns + 1)) + column] += slope * z[column];
            }
        }

        return gradient;
    }
}
