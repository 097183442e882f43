using Federated.Learning.Forecasting;
using Federated.Learning.Linear;
using Federated.Learning.Randomness;
using Federated.Learning.Solvers;

namespace Federated.Learning.Tests.Forecasting;

public sealed class PanelRegressionTests
{
    private const int Columns = 3, Series = 6;

    [Theory]
    [InlineData(5)]
    [InlineData(0.5)]
    public void Fit_ShrunkenLevels_IsTheRidgeWithAnIndicatorASeries(double shrinkage)
    {
        (double[] X, double Y)[][] series = Draw();
        PanelFit fit = Fit(series, shrinkage);
        (double[] slopes, double intercept, double[] levels) = Dummies(series, shrinkage);
        for (int column = 0; column < Columns; column++)
            Assert.Equal(slopes[column], fit.Weights[column], 1e-5);
        Assert.Equal(intercept, fit.Intercept, 1e-5);
        for (int place = 0; place < Series; place++)
            Assert.Equal(levels[place], SeriesIntercepts.Of(series[place].Sum(row => row.Y - Predict(fit, row.X)), series[place].Length, shrinkage), 1e-5);
    }

    [Fact]
    public void Fit_FreeLevels_IgnoresWhatOnlyMovesWholeSeries()
    {
        (double[] X, double Y)[][] series = Draw();
        (double[] X, double Y)[][] moved = [.. series.Select((rows, place) => rows.Select(row => (row.X, row.Y + (100.0 * place))).ToArray())];
        PanelFit fit = Fit(series, 0), other = Fit(moved, 0);
        for (int column = 0; column < Columns; column++)
            Assert.Equal(fit.Weights[column], other.Weights[column], 1e-4);
        Assert.InRange(fit.Weights[0], 1.9, 2.1);
        Assert.Equal(0, fit.Intercept, 1e-9);
    }

    [Fact]
    public void Fit_ColumnThatNeverVaries_HasNoSlope()
    {
        (double[] X, double Y)[][] series = [.. Draw().Select(rows => rows.Select(row => (new[] { row.X[0], row.X[1], 0.25 }, row.Y)).ToArray())];
        PanelFit fit = Fit(series, 0);
        Assert.Equal(0, fit.Weights[2]);
        Assert.InRange(fit.Weights[0], 1.9, 2.1);
    }

    [Fact]
    public void ClusteredErrors_IndependentErrors_AreTheSpreadOfTheSlope()
    {
        // Slopes of many draws scatter as their errors say.
        double[] slopes = new double[200], errors = new double[200];
        for (int draw = 0; draw < slopes.Length; draw++)
        {
            (double[] X, double Y)[][] series = Draw((ulong)draw + 1, 40);
            PanelFit fit = Fit(series, 0);
            slopes[draw] = fit.Weights[0];
            (double[] spread, double[] scores) = Scores(series, fit);
            errors[draw] = ClusteredErrors.Of(Columns, series.Sum(rows => rows.Length), series.Length, spread, scores)[0];
        }

        double mean = slopes.Average(), scatter = Math.Sqrt(slopes.Sum(slope => (slope - mean) * (slope - mean)) / slopes.Length);
        Assert.InRange(errors.Average() / scatter, 0.8, 1.2);
    }

    private static double Predict(PanelFit fit, double[] x) => fit.Predict(Array.ConvertAll(x, value => (float)value));

    private static PanelFit Fit((double[] X, double Y)[][] series, double shrinkage)
    {
        var sums = new double[1 + PackedTriangle.Length(Columns + 2)];
        foreach ((double[] X, double Y)[] rows in series)
        {
            var statistics = new RidgeStatistics(Columns);
            statistics.Add([.. rows.SelectMany(row => row.X.Select(value => (float)value))], [.. rows.Select(row => (float)row.Y)]);
            double[] own = statistics.Vector.ToArray();
            SeriesIntercepts.TakeOut(own, Columns, shrinkage);
            for (int index = 0; index < sums.Length; index++)
                sums[index] += own[index];
        }

        return PanelRegression.Fit(sums, Columns, 0);
    }

    private static (double[] Slopes, double Intercept, double[] Levels) Dummies((double[] X, double Y)[][] series, double shrinkage)
    {
        int size = Columns + 1 + Series;
        var matrix = new double[size * size];
        var right = new double[size];
        for (int place = 0; place < Series; place++)
        {
            foreach ((double[] x, double y) in series[place])
            {
                double[] line = [.. x.Select(value => (double)(float)value), 1, .. Enumerable.Range(0, Series).Select(each => each == place ? 1.0 : 0)];
                for (int row = 0; row < size; row++)
                {
                    right[row] += line[row] * (float)y;
                    for (int column = 0; column < size; column++)
                        matrix[(row * size) + column] += line[row] * line[column];
                }
            }

            matrix[((Columns + 1 + place) * size) + Columns + 1 + place] += shrinkage;
        }

        double[] solution = Cholesky.Of(matrix, size).Solve(right);
        return (solution[..Columns], solution[Columns], solution[(Columns + 1)..]);
    }

    private static (double[] Spread, double[] Scores) Scores((double[] X, double Y)[][] series, PanelFit fit)
    {
        var spread = new double[PackedTriangle.Length(Columns)];
        var scores = new double[spread.Length];
        foreach ((double[] X, double Y)[] rows in series)
        {
            double[] means = [.. Enumerable.Range(0, Columns).Select(column => rows.Average(row => row.X[column]))];
            double mean = rows.Average(row => row.Y);
            var score = new double[Columns];
            foreach ((double[] x, double y) in rows)
            {
                double[] centred = [.. x.Select((value, column) => value - means[column])];
                double error = y - mean - centred.Select((value, column) => value * fit.Weights[column]).Sum();
                for (int row = 0; row < Columns; row++)
                {
                    score[row] += centred[row] * error;
                    for (int column = 0; column <= row; column++)
                        spread[PackedTriangle.Index(row, column)] += centred[row] * centred[column];
                }
            }

            for (int row = 0; row < Columns; row++)
            {
                for (int column = 0; column <= row; column++)
                    scores[PackedTriangle.Index(row, column)] += score[row] * score[column];
            }
        }

        return (spread, scores);
    }

    private static (double[] X, double Y)[][] Draw(ulong seed = 5, int series = Series)
    {
        var generator = new SeededGenerator(seed);
        double Number() => generator.NextDouble() - 0.5;
        return [.. Enumerable.Range(0, series).Select(place => Enumerable.Range(0, 8 + (place % 6)).Select(_ =>
        {
            double[] x = [Number(), Number() + (0.2 * place), Number()];
            return (x, (2 * x[0]) - x[1] + (0.3 * place) + (0.1 * Number()));
        }).ToArray())];
    }
}
