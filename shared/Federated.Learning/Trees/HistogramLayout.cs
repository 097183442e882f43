using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>
/// Where a node's statistics stand in the flat vector that describes it. The vector has a length that depends on the layout alone, so vectors of several
/// tables can be added element by element, and a split is a function of the sum alone (<see cref="SplitFinder"/>).
/// <para>
/// The vector is output × column × statistic × slot, row-major: for each output (one tree value; 1 unless a forest tells several classes apart) and each
/// column three runs of <see cref="Slots"/> numbers: sums of gradients, sums of hessians, counts of rows. Slot b is bin b; the last slot is the rows whose
/// value is missing. Slots above a column's own bins are zero.
/// </para>
/// </summary>
public sealed class HistogramLayout
{
    /// <summary>Runs of numbers a column: gradients, hessians, counts.</summary>
    public const int Statistics = 3;

    /// <summary>Fixes the layout.</summary>
    /// <param name="kinds">The kind of each column.</param>
    /// <param name="bins">Bins of every column without that of missing values, 1 to 255.</param>
    /// <param name="outputs">Values of a leaf, 1 to 1,000.</param>
    /// <exception cref="ArgumentException">A number out of range, or a vector of more than 2³¹−1 elements.</exception>
    public HistogramLayout(ImmutableArray<ColumnKind> kinds, int bins, int outputs = 1)
    {
        if (kinds.IsDefaultOrEmpty)
            throw new ArgumentException("A histogram needs at least one column.", nameof(kinds));
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, ColumnBins.MaximumBins);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputs, 1_000);
        long length = (long)outputs * kinds.Length * Statistics * (bins + 1);
        if (length > Array.MaxLength)
            throw new ArgumentException($"{kinds.Length} columns × {bins + 1} slots × {outputs} outputs make {length} numbers; take fewer bins.", nameof(bins));
        Kinds = kinds;
        Bins = bins;
        Outputs = outputs;
        Length = (int)length;
    }

    /// <summary>The layout of tables binned by a mapper: as many bins as its widest column has.</summary>
    public static HistogramLayout Of(BinMapper mapper, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        return new HistogramLayout(mapper.Kinds, Math.Max(1, mapper.Columns.Max(column => column.Count)), outputs);
    }

    /// <summary>The kind of each column.</summary>
    public ImmutableArray<ColumnKind> Kinds { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => Kinds.Length;

    /// <summary>Bins of a column without that of missing values.</summary>
    public int Bins { get; }

    /// <summary>Bins of a column with that of missing values, which is the last.</summary>
    public int Slots => Bins + 1;

    /// <summary>Values of a leaf.</summary>
    public int Outputs { get; }

    /// <summary>Numbers in the vector: outputs × columns × 3 × slots.</summary>
    public int Length { get; }

    /// <summary>Index of a sum of gradients; its hessian stands <see cref="Slots"/> further, its count twice that.</summary>
    public int IndexOf(int output, int column, int slot) => ((((output * Columns) + column) * Statistics) * Slots) + slot;

    /// <summary>The bin code of a slot: <see cref="ColumnBins.Missing"/> for the last.</summary>
    public byte CodeOf(int slot) => slot == Bins ? ColumnBins.Missing : (byte)slot;
}
