namespace Federated.Learning.Trees;

/// <summary>The range that the values below a node must stay in so that splits above it keep their monotone constraint.</summary>
/// <param name="Lower">Least value, −∞ when free.</param>
/// <param name="Upper">Greatest value, +∞ when free.</param>
public readonly record struct ValueBounds(double Lower, double Upper)
{
    /// <summary>No bound.</summary>
    public static ValueBounds Free { get; } = new(double.NegativeInfinity, double.PositiveInfinity);
}
