namespace Federated.Learning.Forecasting;

/// <summary>Which components an exponential smoothing with additive errors has.</summary>
/// <param name="Trend">Its trend.</param>
/// <param name="Season">Periods of its additive season; 1 for none.</param>
public sealed record SmoothingForm(TrendKind Trend, int Season)
{
    /// <summary>Smoothing weights: of the level, the trend, its damping and the season.</summary>
    public int Weights => 1 + (int)Trend + (Season > 1 ? 1 : 0);

    /// <summary>Weights and initial states: what is counted as estimated.</summary>
    public int Parameters => Weights + 1 + (Trend == TrendKind.None ? 0 : 1) + (Season > 1 ? Season - 1 : 0);
}
