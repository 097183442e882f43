using Federated.Learning.Forecasting;

namespace Federated.Tasks.Forecast;

/// <summary>From a forecast of the logarithm to amounts, for each period ahead: half the width of the band of 80 % and the mean factor.</summary>
/// <param name="figures">For each period ahead half the width of the logarithm's band, and the mean factor.</param>
internal sealed class AheadBands(double[] figures)
{
    public const int Width = 2;

    private const double Share = 0.8;

    public IReadOnlyList<double> Figures => figures;

    public static AheadBands Of(ResidualBands bands, int horizon) => new(
        [.. Enumerable.Range(1, horizon).SelectMany(ahead => new[] { bands.Reach(ahead, Share), bands.Factor(ahead) })]);

    /// <summary>Bands of errors at hand.</summary>
    public static AheadBands Of(IEnumerable<(int Ahead, double Error)> errors, int horizon, int origins)
    {
        long[][] counts = [.. Enumerable.Range(0, horizon).Select(_ => new long[ResidualBands.Cells])];
        foreach ((int ahead, double error) in errors)
            counts[ahead - 1][ResidualBands.CellOf(error)]++;
        return Of(new ResidualBands(counts, origins), horizon);
    }

    /// <summary>Amounts of a forecast.</summary>
    /// <param name="log">Of ln(1 + amount).</param>
    /// <param name="ahead">Periods ahead.</param>
    /// <param name="most">The largest amount that is said.</param>
    public BandedForecast Amounts(double log, int ahead, double most)
    {
        double Amount(double factor) => Math.Clamp((Math.Exp(log) * factor) - 1, 0, most);
        ReadOnlySpan<double> part = figures.AsSpan((ahead - 1) * Width, Width);
        return new BandedForecast(Amount(part[1]), Amount(Math.Exp(-part[0])), Amount(1), Amount(Math.Exp(part[0])));
    }
}
