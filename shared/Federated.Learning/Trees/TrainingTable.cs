using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>
/// Rows to grow trees on: features that may be missing, a label each, and a weight each when they differ. Not copied: the arrays must not change while
/// the table is in use.
/// </summary>
public sealed class TrainingTable
{
    /// <summary>Highest number of columns: a node of a tree names its column in 16 bits.</summary>
    public const int MaximumColumns = 65_535;

    /// <summary>Largest category code; codes up to here are exact in binary32.</summary>
    public const int MaximumCategory = 16_777_215;

    /// <summary>Checks lengths and values.</summary>
    /// <param name="features">rows × columns, row-major; NaN where a value is missing, else finite.</param>
    /// <param name="columns">Features of one row, 1 to <see cref="MaximumColumns"/>.</param>
    /// <param name="labels">One a row, finite: 0 or 1 for two classes, the class's index for more, the value for regression.</param>
    /// <param name="weights">One a row, finite and zero or more; empty (default) when every row weighs 1.</param>
    /// <param name="kinds">One a column; empty (default) when all are numerical. Categorical columns hold whole numbers from 0 to <see cref="MaximumCategory"/>.</param>
    /// <exception cref="ArgumentException">Lengths that do not agree, or a value out of range; the message names the row and column.</exception>
    public TrainingTable(
        ReadOnlyMemory<float> features, int columns, ReadOnlyMemory<float> labels, ReadOnlyMemory<float> weights = default, ReadOnlySpan<ColumnKind> kinds = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, MaximumColumns);
        if (features.Length != (long)labels.Length * columns)
        {
            throw new ArgumentException(
                $"{features.Length} feature values were given for {labels.Length} labels of {columns} columns; {(long)labels.Length * columns} are needed.",
                nameof(features));
        }

        if (labels.Length == 0)
            throw new ArgumentException("There are no rows to grow trees on.", nameof(labels));
        if (weights.Length != 0 && weights.Length != labels.Length)
            throw new ArgumentException($"{weights.Length} weights were given for {labels.Length} rows; give one a row or none.", nameof(weights));
        if (kinds.Length != 0 && kinds.Length != columns)
            throw new ArgumentException($"{kinds.Length} column kinds were given for {columns} columns; give one a column or none.", nameof(kinds));
        Features = features;
        Columns = columns;
        Labels = labels;
        Weights = weights;
        Kinds = kinds.IsEmpty ? [.. new ColumnKind[columns]] : [.. kinds];
        FeatureChecks.Require(features.Span, Kinds, strictCategories: true);
        RequireTargets(labels.Span, weights.Span);
    }

    /// <summary>rows × <see cref="Columns"/>, row-major; NaN where a value is missing.</summary>
    public ReadOnlyMemory<float> Features { get; }

    /// <summary>Features of one row.</summary>
    public int Columns { get; }

    /// <summary>One a row.</summary>
    public ReadOnlyMemory<float> Labels { get; }

    /// <summary>One a row, or empty: every row weighs 1.</summary>
    public ReadOnlyMemory<float> Weights { get; }

    /// <summary>One a column.</summary>
    public ImmutableArray<ColumnKind> Kinds { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Labels.Length;

    /// <summary>Copies the chosen rows, in the given order.</summary>
    /// <exception cref="ArgumentException">No row was chosen.</exception>
    /// <exception cref="IndexOutOfRangeException">An index is not a row.</exception>
    public TrainingTable Select(ReadOnlySpan<int> rows)
    {
        var features = new float[(long)rows.Length * Columns];
        var labels = new float[rows.Length];
        var weights = Weights.IsEmpty ? [] : new float[rows.Length];
        for (int index = 0; index < rows.Length; index++)
        {
            labels[index] = Labels.Span[rows[index]];
            Features.Span.Slice(rows[index] * Columns, Columns).CopyTo(features.AsSpan(index * Columns));
            if (weights.Length > 0)
                weights[index] = Weights.Span[rows[index]];
        }

        return new TrainingTable(features, Columns, labels, weights, Kinds.AsSpan());
    }

    private static void RequireTargets(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if (!float.IsFinite(labels[row]))
                throw new ArgumentException($"Row {row} has label {labels[row]}; drop the row.");
        }

        bool some = weights.IsEmpty;
        for (int row = 0; row < weights.Length; row++)
        {
            if (!float.IsFinite(weights[row]) || weights[row] < 0)
                throw new ArgumentException($"Row {row} has weight {weights[row]}; a weight is finite and zero or more.");
            some |= weights[row] > 0;
        }

        if (!some)
            throw new ArgumentException("Every row has weight 0; at least one must weigh something.");
    }
}
