using System.Collections.Immutable;

namespace Federated.Computations.Explanation;

/// <summary>What <see cref="FederatedDependence"/> measures.</summary>
public sealed record DependenceRequest
{
    /// <summary>Checks the numbers.</summary>
    /// <param name="features">At least one.</param>
    /// <param name="lowest">Predictions below count as this. Default 0.</param>
    /// <param name="highest">Predictions above count as this, above the lowest. Default 1.</param>
    /// <param name="rowsPerNode">Most rows that a node scores, spread evenly over its held-out rows, 1 to 1,000,000: each is scored once a point. Default 1,000.</param>
    /// <exception cref="ArgumentException">Out of range.</exception>
    public DependenceRequest(ImmutableArray<DependenceFeature> features, double lowest = 0, double highest = 1, int rowsPerNode = 1_000)
    {
        if (features.IsDefaultOrEmpty)
            throw new ArgumentException("Dependence needs at least one feature.", nameof(features));
        if (!(lowest < highest && double.IsFinite(highest - lowest)))
            throw new ArgumentException($"Predictions are declared from {lowest} to {highest}; the range must be finite and ascending.", nameof(lowest));
        if (rowsPerNode is < 1 or > 1_000_000)
            throw new ArgumentException($"{rowsPerNode} rows a node were asked for; 1 to 1,000,000 are possible.", nameof(rowsPerNode));
        (Features, Lowest, Highest, RowsPerNode) = (features, lowest, highest, rowsPerNode);
        Length = checked(1 + features.Sum(feature => feature.Points.Length));
    }

    /// <summary>The features and their points.</summary>
    public ImmutableArray<DependenceFeature> Features { get; }

    /// <summary>Predictions below count as this.</summary>
    public double Lowest { get; }

    /// <summary>Predictions above count as this.</summary>
    public double Highest { get; }

    /// <summary>Most rows that a node scores.</summary>
    public int RowsPerNode { get; }

    /// <summary>Numbers of the vector: the rows, then Σ prediction for each point of each feature, from 0 at the lowest to 1 at the highest.</summary>
    public int Length { get; }
}
