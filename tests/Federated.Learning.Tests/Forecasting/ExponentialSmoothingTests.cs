using Federated.Learning.Forecasting;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Forecasting;

public sealed class ExponentialSmoothingTests
{
    [Fact]
    public void Choose_StraightLine_GoesOn()
    {
        double[] line = [.. Enumerable.Range(0, 30).Select(period => 5 + (2.0 * period))];
        double[] forecast = ExponentialSmoothing.Choose(line, 1)!.Forecast(3);
        for (int ahead = 0; ahead < 3; ahead++)
            Assert.Equal(5 + (2.0 * (30 + ahead)), forecast[ahead], 0.01);
    }

    [Fact]
    public void Choose_SeasonalPattern_RepeatsIt()
    {
        double[] pattern = [10, 20, 15, 5];
        double[] history = [.. Enumerable.Range(0, 40).Select(period => pattern[period % 4])];
        ExponentialSmoothing fit = ExponentialSmoothing.Choose(history, 4)!;
        Assert.Equal(4, fit.Form.Season);
        double[] forecast = fit.Forecast(6);
        for (int ahead = 0; ahead < 6; ahead++)
            Assert.Equal(pattern[ahead % 4], forecast[ahead], 1e-6);
    }

    [Fact]
    public void Fit_LevelAlone_IsAsGoodAsTheBestOfAGrid()
    {
        double[] history = Walk(80, 3);
        ExponentialSmoothing fit = ExponentialSmoothing.Fit(history, new SmoothingForm(TrendKind.None, 1));
        double start = history.Take(10).Average(), best = Enumerable.Range(1, 999).Min(step => Squares(history, start, step / 1000.0));
        Assert.InRange(fit.Squares, 0, best * 1.0001);
        Assert.Equal(Squares(history, start, fit.Weights[0]), fit.Squares, 1e-9);
    }

    [Fact]
    public void Fit_DampedTrend_LevelsOff()
    {
        double[] history = [.. Enumerable.Range(1, 40).Select(period => 100 * (1 - Math.Pow(0.9, period)))];
        ExponentialSmoothing fit = ExponentialSmoothing.Fit(history, new SmoothingForm(TrendKind.Damped, 1));
        double[] forecast = fit.Forecast(50);
        double[] steps = [.. forecast.Zip(forecast.Skip(1), (first, second) => Math.Abs(second - first))];
        Assert.InRange(fit.Weights[2], 0.8, 0.98);
        Assert.True(steps[^1] < steps[0] && Math.Abs(forecast[^1] - 100) < 5);
    }

    [Fact]
    public void Fit_PeriodsWithoutValue_ChangeNothingOfAConstant()
    {
        double[] history = [7, 7, double.NaN, 7, double.NaN, 7, 7, 7, 7, 7, 7];
        Assert.Equal(7, ExponentialSmoothing.Choose(history, 1)!.Forecast(1)[0], 1e-6);
        Assert.Null(ExponentialSmoothing.Choose([1, 2, double.NaN, 3], 1));
    }

    private static double Squares(double[] history, double level, double alpha)
    {
        double squares = 0;
        foreach (double value in history)
        {
            squares += (value - level) * (value - level);
            level += alpha * (value - level);
        }

        return squares;
    }

    private static double[] Walk(int periods, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        double level = 50;
        return [.. Enumerable.Range(0, periods).Select(_ => (level += generator.NextDouble() - 0.5) + (2 * (generator.NextDouble() - 0.5)))];
    }
}
