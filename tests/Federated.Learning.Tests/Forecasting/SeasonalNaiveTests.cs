using Federated.Learning.Forecasting;

namespace Federated.Learning.Tests.Forecasting;

public sealed class SeasonalNaiveTests
{
    [Fact]
    public void Forecast_HistoryOfTwoSeasons_RepeatsTheLast() =>
        Assert.Equal([4, 5, 6, 4, 5], SeasonalNaive.Forecast([1, 2, 3, 4, 5, 6], 3, 5));

    [Fact]
    public void Forecast_PeriodNotKnownASeasonBefore_IsTheLastValue() =>
        Assert.Equal([7, 5, 7], SeasonalNaive.Forecast([double.NaN, 5, 7], 3, 3));

    [Fact]
    public void Forecast_NoSeason_IsTheLastKnownValue() =>
        Assert.Equal([2, 2], SeasonalNaive.Forecast([1, 2, double.NaN], 1, 2));

    [Fact]
    public void Step_SeasonKnown_IsOverTheSeason()
    {
        Assert.Equal(3, SeasonalNaive.Step([1, 9, 4, 12], 2));
        Assert.Equal(7, SeasonalNaive.Step([1, 8, 1], 5));
        Assert.Equal(double.NaN, SeasonalNaive.Step([1, double.NaN, 1], 1));
    }
}
