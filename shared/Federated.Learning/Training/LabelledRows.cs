namespace Federated.Learning.Training;

/// <summary>A table ready for a model: rows of features, a label each, and a weight each when they differ. Not copied: the arrays must not change.</summary>
public sealed class LabelledRows
{
    /// <summary>Checks lengths and values.</summary>
    /// <param name="features">rows × columns, row-major, finite.</param>
    /// <param name="columns">Features of one row, at least 1.</param>
    /// <param name="labels">rows × label columns, row-major, finite: 0 or 1 for two classes, the class's index for more.</param>
    /// <param name="weights">One a row, finite and zero or more; empty (default) when every row weighs 1.</param>
    /// <param name="labelColumns">Labels of one row, at least 1. Default 1.</param>
    /// <exception cref="ArgumentException">Lengths that do not agree, or a value that is not finite; the message names the row and column.</exception>
    public LabelledRows(ReadOnlyMemory<float> features, int columns, ReadOnlyMemory<float> labels, ReadOnlyMemory<float> weights = default, int labelColumns = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(labelColumns, 1);
        if (labels.Length % labelColumns != 0)
            throw new ArgumentException($"{labels.Length} labels do not divide into rows of {labelColumns}.", nameof(labels));
        int rows = labels.Length / labelColumns;
        if (features.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"{features.Length} feature values were given for {rows} labels of {columns} columns; {(long)rows * columns} are needed.",
                nameof(features));
        }

        if (weights.Length != 0 && weights.Length != rows)
            throw new ArgumentException($"{weights.Length} weights were given for {rows} rows; give one a row or none.", nameof(weights));
        LabelColumns = labelColumns;
        Features = features;
        Columns = columns;
        Labels = labels;
        Weights = weights;
        RequireFinite();
    }

    /// <summary>rows × <see cref="Columns"/>, row-major.</summary>
    public ReadOnlyMemory<float> Features { get; }

    /// <summary>Features of one row.</summary>
    public int Columns { get; }

    /// <summary>rows × <see cref="LabelColumns"/>, row-major.</summary>
    public ReadOnlyMemory<float> Labels { get; }

    /// <summary>Labels of one row.</summary>
    public int LabelColumns { get; }

    /// <summary>One a row, or empty: every row weighs 1.</summary>
    public ReadOnlyMemory<float> Weights { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Labels.Length / LabelColumns;

    /// <summary>Copies the chosen rows, in the given order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row.</exception>
    public LabelledRows Select(ReadOnlySpan<int> rows)
    {
        var features = new float[rows.Length * Columns];
        var labels = new float[rows.Length * LabelColumns];
        var weights = Weights.IsEmpty ? [] : new float[rows.Length];
        GatherInto(rows, features, labels, weights);
        return new LabelledRows(features, Columns, labels, weights, LabelColumns);
    }

    /// <summary>Copies the chosen rows into buffers of their size.</summary>
    internal void GatherInto(ReadOnlySpan<int> rows, Span<float> features, Span<float> labels, Span<float> weights)
    {
        for (int index = 0; index < rows.Length; index++)
        {
            Features.Span.Slice(rows[index] * Columns, Columns).CopyTo(features.Slice(index * Columns, Columns));
            Labels.Span.Slice(rows[index] * LabelColumns, LabelColumns).CopyTo(labels.Slice(index * LabelColumns, LabelColumns));
            if (!Weights.IsEmpty)
                weights[index] = Weights.Span[rows[index]];
        }
    }

    private void RequireFinite()
    {
        int feature = Features.Span.IndexOfNonFinite();
        if (feature >= 0)
            throw new ArgumentException($"Row {feature / Columns}, feature column {feature % Columns} is {Features.Span[feature]}; impute or drop it.");
        int label = Labels.Span.IndexOfNonFinite();
        if (label >= 0)
            throw new ArgumentException($"Row {label / LabelColumns} has label {Labels.Span[label]}; drop the row.");
        for (int row = 0; row < Weights.Length; row++)
        {
            if (!float.IsFinite(Weights.Span[row]) || Weights.Span[row] < 0)
                throw new ArgumentException($"Row {row} has weight {Weights.Span[row]}; a weight is finite and zero or more.");
        }
    }
}
