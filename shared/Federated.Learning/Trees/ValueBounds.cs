namespace Federated.Learning.Trees;

/// <summary>The range that the values below a node must stay in so that splits above it keep their monotone constraint.</summary>
/// <param name="Lower">Least value, −∞ when free.</param>
/// <param name="Upper">Greatest value, +∞ when free.</param>
public readonly record struct ValueBounds(double Lower, double Upper)
{
    /// <summary>No bound.</summary>
    public static ValueBounds Free { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether a finite value lies within.</summary>
    internal bool HoldsValues => Lower <= Upper && Lower < double.PositiveInfinity && Upper > double.NegativeInfinity;

    /// <summary>The bounds of a split's children: a constrained split keeps all to its left on one side of the middle of its two values, and all to its right on the other.</summary>
    internal (ValueBounds Left, ValueBounds Right) Below(Split split, SplitOptions options)
    {
        int direction = options.DirectionOf(split.Column);
        if (direction == 0)
            return (this, this);
        double left = LeafValue.Of(split.Left[0], options, this);
        double right = LeafValue.Of(split.Right[0], options, this);
        double middle = (left / 2) + (right / 2);
        ValueBounds below = this with { Upper = middle }, above = this with { Lower = middle };
        return direction > 0 ? (below, above) : (above, below);
    }
}
