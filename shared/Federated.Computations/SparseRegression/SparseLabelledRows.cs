using Federated.Learning.Factorization;

namespace Federated.Computations.SparseRegression;

/// <summary>Sparse rows and the class of each. The values of a row lie within ±1, as those of a row of Euclidean length 1 do.</summary>
public sealed class SparseLabelledRows
{
    private readonly int[] _labels;

    /// <summary>Checks lengths and values.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">Class of each, 0 for the first; not copied.</param>
    /// <exception cref="ArgumentException">Not one label a row, a negative label, or a value beyond ±1.</exception>
    public SparseLabelledRows(SparseRows rows, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length != rows.Rows)
            throw new ArgumentException($"{labels.Length} labels were given for {rows.Rows} rows.", nameof(labels));
        int odd = Array.FindIndex(labels, label => label < 0);
        if (odd >= 0)
            throw new ArgumentException($"Row {odd} has class {labels[odd]}; classes count from 0.", nameof(labels));
        for (int row = 0; row < rows.Rows; row++)
        {
            if (rows.ValuesOf(row).ContainsAnyExceptInRange(-1.0001f, 1.0001f))
                throw new ArgumentException($"Row {row} has a value beyond ±1; scale each row to Euclidean length 1.", nameof(rows));
        }

        (Rows, _labels, Classes) = (rows, labels, labels.Length == 0 ? 0 : labels.Max() + 1);
    }

    /// <summary>The rows.</summary>
    public SparseRows Rows { get; }

    /// <summary>One more than the highest label; 0 without rows.</summary>
    public int Classes { get; }

    /// <summary>Class of a row.</summary>
    public int LabelOf(int row) => _labels[row];
}
