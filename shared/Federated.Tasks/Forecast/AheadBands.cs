using Federated.Learning.Forecasting;

namespace Federated.Tasks.Forecast;

/// <summary>From a forecast of the logarithm to amounts, for each period ahead: three quantiles of the error and its mean factor.</summary>
/// <param name="figures">For each period ahead the errors' quantiles of 10, 50 and 90 % and the mean of exp(error).</param>
internal sealed class AheadBands(double[] figures)
{
    public const int Width = 4;

    public IReadOnlyList<double> Figures => figures;

    public static AheadBands Of(ResidualBands bands, int horizon) => new(
        [.. Enumerable.Range(1, horizon).SelectMany(ahead => new[] { bands.Quantile(ahead, 0.1), bands.Quantile(ahead, 0.5), bands.Quantile(ahead, 0.9), bands.Factor(ahead) })]);

    /// <summary>Bands of errors at hand.</summary>
    public static AheadBands Of(IEnumerable<(int Ahead, double Error)> errors, int horizon)
    {
        long[][] counts = [.. Enumerable.Range(0, horizon).Select(_ => new long[ResidualBands.Cells])];
        foreach ((int ahead, double error) in errors)
            counts[ahead - 1][ResidualBands.CellOf(error)]++;
        return Of(new ResidualBands(counts), horizon);
    }

    /// <summary>Amounts of a forecast.</summary>
    /// <param name="log">Of ln(1 + amount).</param>
    /// <param name="ahead">Periods ahead.</param>
    /// <param name="most">The largest amount that is said.</param>
    public BandedForecast Amounts(double log, int ahead, double most)
    {
        double Amount(double factor) => Math.Clamp((Math.Exp(log) * factor) - 1, 0, most);
        ReadOnlySpan<double> part = figures.AsSpan((ahead - 1) * Width, Width);
        return new BandedForecast(Amount(part[3]), Amount(Math.Exp(part[0])), Amount(Math.Exp(part[1])), Amount(Math.Exp(part[2])));
    }
}
