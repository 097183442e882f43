namespace Federated.Computations.Experiments;

/// <summary>A variant against the first one, each node compared with itself.</summary>
/// <param name="Rows">Rows of both variants at the nodes that have at least two of each.</param>
/// <param name="Sum">Over those nodes, rows times the difference of the node's two means.</param>
/// <param name="Variance">Over those nodes, squared rows times the squared error of that difference.</param>
public readonly record struct VariantComparison(long Rows, double Sum, double Variance)
{
    /// <summary>Mean response of the variant less that of the first; NaN when no node can compare.</summary>
    public double Effect => Rows > 0 ? Sum / Rows : double.NaN;

    /// <summary>Squared error of <see cref="Effect"/>; NaN when no node can compare.</summary>
    public double SquaredError => Rows > 0 ? Math.Max(0, Variance) / Rows / Rows : double.NaN;
}
