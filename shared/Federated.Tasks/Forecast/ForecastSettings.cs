using Federated.Tasks.Jobs;

namespace Federated.Tasks.Forecast;

/// <summary>The numbers of a job's options.</summary>
internal sealed record ForecastSettings(int Horizon, int Season, int ShortSeason, int Harmonics, int Validations, int Tests, int Window, double Shrinkage)
{
    public const string HorizonKey = "horizon", SeasonKey = "season", ShortSeasonKey = "short_season", HarmonicsKey = "harmonics", ValidationsKey = "validation_cuts", TestsKey = "cuts", WindowKey = "window", ShrinkageKey = "shrinkage";

    private const int DaysOfWeek = 7;

    /// <summary>The season that a partner's baselines know: the short one, where there is one.</summary>
    public int BaselineSeason => ShortSeason > 1 ? ShortSeason : Season;

    /// <summary>Periods of all seasons, the long one first.</summary>
    public IEnumerable<int> Seasons => new[] { Season, ShortSeason }.Where(season => season > 1);

    public static ForecastSettings Of(TaskOptions options, bool isDaily) => new(
        options.WholeNumber(HorizonKey), options.WholeNumber(SeasonKey), options.WholeNumber(ShortSeasonKey) is > 0 and var season ? season : isDaily ? DaysOfWeek : 1, options.WholeNumber(HarmonicsKey), options.WholeNumber(ValidationsKey), options.WholeNumber(TestsKey), options.WholeNumber(WindowKey),
        options.Number(ShrinkageKey));
}
