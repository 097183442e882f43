namespace Federated.Tasks.Insight;

/// <summary>A direction in which customers differ.</summary>
/// <param name="Variance">Of the customers' places along it, in which each standardised field has 1.</param>
/// <param name="Share">Its part of the variance along all directions.</param>
/// <param name="Weights">The unit direction, one value a field; the one of largest magnitude is positive.</param>
public sealed record DirectionInsight(double Variance, double Share, IReadOnlyList<double> Weights)
{
    /// <summary>The correlation of a field with the places along this direction, −1 to 1.</summary>
    public double CorrelationWith(int field) => Weights[field] * Math.Sqrt(Variance);
}
