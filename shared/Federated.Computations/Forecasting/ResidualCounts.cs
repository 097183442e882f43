using Federated.Learning.Forecasting;

namespace Federated.Computations.Forecasting;

/// <summary>Counts of errors at hand.</summary>
/// <param name="errors">Read anew in each round.</param>
public sealed class ResidualCounts(IEnumerable<ForecastError> errors) : IResidualSums
{
    /// <inheritdoc/>
    public void Add(int horizon, Span<double> into)
    {
        foreach ((int ahead, double error) in errors)
        {
            if (!double.IsFinite(error))
                throw new ContributionException($"A forecast {ahead} periods ahead was off by {error}; check the rows.");
            if (ahead >= 1 && ahead <= horizon)
                into[((ahead - 1) * ResidualBands.Cells) + ResidualBands.CellOf(error)]++;
        }
    }
}
