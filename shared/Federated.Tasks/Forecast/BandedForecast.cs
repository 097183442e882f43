namespace Federated.Tasks.Forecast;

/// <summary>A forecast of an amount.</summary>
/// <param name="Mean">Expected; sums of these are the expected totals.</param>
/// <param name="Low">The quantile of 10 %.</param>
/// <param name="Median">That of 50 %.</param>
/// <param name="High">That of 90 %.</param>
internal readonly record struct BandedForecast(double Mean, double Low, double Median, double High)
{
    public static BandedForecast None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);
}
