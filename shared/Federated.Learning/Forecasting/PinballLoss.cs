namespace Federated.Learning.Forecasting;

/// <summary>What a quantile forecast costs: least on average when it is the quantile (Koenker and Bassett 1978).</summary>
public static class PinballLoss
{
    /// <summary>The loss of one forecast.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="quantile">What was said.</param>
    /// <param name="probability">Of which quantile, in (0, 1).</param>
    public static double Of(double actual, double quantile, double probability) =>
        actual >= quantile ? probability * (actual - quantile) : (1 - probability) * (quantile - actual);
}
