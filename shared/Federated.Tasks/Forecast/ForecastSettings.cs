using Federated.Tasks.Jobs;

namespace Federated.Tasks.Forecast;

/// <summary>The numbers of a job's options.</summary>
internal sealed record ForecastSettings(int Horizon, int Season, int Harmonics, int Validations, int Tests, int Window, double Shrinkage)
{
    public const string HorizonKey = "horizon", SeasonKey = "season", HarmonicsKey = "harmonics", ValidationsKey = "validation_cuts", TestsKey = "cuts", WindowKey = "window", ShrinkageKey = "shrinkage";

    public static ForecastSettings Of(TaskOptions options) => new(
        options.WholeNumber(HorizonKey), options.WholeNumber(SeasonKey), options.WholeNumber(HarmonicsKey), options.WholeNumber(ValidationsKey), options.WholeNumber(TestsKey), options.WholeNumber(WindowKey),
        options.Number(ShrinkageKey));
}
