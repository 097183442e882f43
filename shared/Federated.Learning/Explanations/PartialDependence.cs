using System.Collections.Immutable;

namespace Federated.Learning.Explanations;

/// <summary>
/// What a model predicts as one feature changes and all else stays: for each row (individual conditional expectation, Goldstein et al. 2015), and on average
/// (partial dependence, Friedman 2001, §8.2).
/// </summary>
public sealed class PartialDependence
{
    private readonly float[] _individual;

    private PartialDependence(ImmutableArray<float> grid, ImmutableArray<double> means, float[] individual) =>
        (Grid, Means, _individual) = (grid, means, individual);

    /// <summary>Values that the feature is given.</summary>
    public ImmutableArray<float> Grid { get; }

    /// <summary>Mean prediction over the rows at each value.</summary>
    public ImmutableArray<double> Means { get; }

    /// <summary>Predictions of one row at each value.</summary>
    public ReadOnlySpan<float> Individual(int row) => _individual.AsSpan(row * Grid.Length, Grid.Length);

    /// <summary>Measures one feature: the rows are scored once for each value.</summary>
    /// <param name="features">rows × columns, row-major, at least one row; not changed.</param>
    /// <param name="columns">Features of a row.</param>
    /// <param name="column">Which to change.</param>
    /// <param name="grid">The values, at least one; NaN stands for a missing value.</param>
    /// <param name="score">The model.</param>
    /// <exception cref="ArgumentException">Not whole rows, a column that is not there, or no value.</exception>
    public static PartialDependence Of(ReadOnlySpan<float> features, int columns, int column, ImmutableArray<float> grid, Scorer score)
    {
        ArgumentNullException.ThrowIfNull(score);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (features.Length == 0 || features.Length % columns != 0 || column < 0 || column >= columns || grid.IsDefaultOrEmpty)
            throw new ArgumentException($"Column {column} of {features.Length} feature values in rows of {columns} cannot take {(grid.IsDefault ? 0 : grid.Length)} values.", nameof(features));
        int rows = features.Length / columns;
        float[] changed = features.ToArray(), individual = new float[rows * grid.Length];
        var means = new double[grid.Length];
        for (int value = 0; value < grid.Length; value++)
        {
            for (int index = column; index < changed.Length; index += columns)
                changed[index] = grid[value];
            float[] scores = score(changed);
            for (int row = 0; row < rows; row++)
            {
                individual[(row * grid.Length) + value] = scores[row];
                means[value] += (double)scores[row] / rows;
            }
        }

        return new PartialDependence(grid, [.. means], individual);
    }
}
