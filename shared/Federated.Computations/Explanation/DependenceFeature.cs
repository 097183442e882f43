using System.Collections.Immutable;

namespace Federated.Computations.Explanation;

/// <summary>A feature and the values that it is given in turn.</summary>
public sealed record DependenceFeature
{
    /// <summary>Checks the lengths.</summary>
    /// <param name="columns">The columns that the feature is encoded in, at least one, from 0.</param>
    /// <param name="points">At least one; each a finite value for every one of the columns, in their order.</param>
    /// <exception cref="ArgumentException">No column or point, or a point of another length or not finite.</exception>
    public DependenceFeature(ImmutableArray<int> columns, ImmutableArray<ImmutableArray<float>> points)
    {
        if (columns.IsDefaultOrEmpty || columns.Any(column => column < 0) || points.IsDefaultOrEmpty)
            throw new ArgumentException("A feature needs at least one column, numbered from 0, and one point.", nameof(columns));
        if (points.Any(point => point.IsDefault || point.Length != columns.Length || !point.All(float.IsFinite)))
            throw new ArgumentException($"A point of a feature in {columns.Length} columns needs a finite value for each.", nameof(points));
        (Columns, Points) = (columns, points);
    }

    /// <summary>The columns that the feature is encoded in.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>The values of these columns, point by point.</summary>
    public ImmutableArray<ImmutableArray<float>> Points { get; }
}
