using System.Collections.Immutable;
using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>
/// The bins of every column of a table. Trees are grown and evaluated on bins alone. The edges may come from one table (<see cref="FromTable"/>) or from
/// statistics that several tables share (<see cref="BinMapper(IEnumerable{ColumnBins})"/>): tables binned by one mapper have histograms that add up.
/// </summary>
public sealed class BinMapper
{
    private const int RowsOfChunk = 1024;

    /// <summary>Takes the bins of each column, in order.</summary>
    /// <exception cref="ArgumentException">No column, or more than <see cref="TrainingTable.MaximumColumns"/>.</exception>
    public BinMapper(IEnumerable<ColumnBins> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
        if (Columns.Length is 0 or > TrainingTable.MaximumColumns)
            throw new ArgumentException($"Bins of {Columns.Length} columns were given; 1 to {TrainingTable.MaximumColumns} are possible.", nameof(columns));
        Kinds = [.. Columns.Select(column => column.Kind)];
    }

    /// <summary>The bins of each column.</summary>
    public ImmutableArray<ColumnBins> Columns { get; }

    /// <summary>The kind of each column.</summary>
    public ImmutableArray<ColumnKind> Kinds { get; }

    /// <summary>Chooses bins of about equally many rows from a table's own values.</summary>
    /// <param name="table">Rows; missing values do not count. Weights do not matter.</param>
    /// <param name="bins">Most bins of a column without that of missing values, 2 to 255. Default 255.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bins is outside 2 to 255.</exception>
    public static BinMapper FromTable(TrainingTable table, int bins = ColumnBins.MaximumBins, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, ColumnBins.MaximumBins);
        var columns = new ColumnBins[table.Columns];
        var work = new ChunkedWork(column => columns[column] = FromColumn(table, column, bins));
        (workers ?? Workers.CallingThread).Run(work, columns.Length);
        return new BinMapper(columns);
    }

    /// <summary>Replaces values by the codes of their bins.</summary>
    /// <param name="features">rows × columns, row-major; NaN where a value is missing, else finite. Categories that the mapper does not know count as missing.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <exception cref="ArgumentException">Not whole rows, or an infinite value; the message names row and column.</exception>
    public BinnedTable Bin(ReadOnlyMemory<float> features, Workers? workers = null)
    {
        int rows = FeatureChecks.RowsOf(features.Span, Columns.Length);
        FeatureChecks.Require(features.Span, Kinds, strictCategories: false);
        var table = new BinnedTable(this, rows);
        var work = new ChunkedWork(chunk => BinRows(features.Span, table, chunk * RowsOfChunk, Math.Min(rows, (chunk + 1) * RowsOfChunk)));
        (workers ?? Workers.CallingThread).Run(work, (rows + RowsOfChunk - 1) / RowsOfChunk);
        return table;
    }

    /// <summary>Whether another mapper gives every value the same code.</summary>
    public bool HasSameBins(BinMapper other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            return true;
        bool same = Kinds.AsSpan().SequenceEqual(other.Kinds.AsSpan());
        for (int column = 0; same && column < Columns.Length; column++)
            same = Columns[column].Edges.SequenceEqual(other.Columns[column].Edges) && Columns[column].Categories.AsSpan().SequenceEqual(other.Columns[column].Categories.AsSpan());
        return same;
    }

    private static ColumnBins FromColumn(TrainingTable table, int column, int bins)
    {
        ReadOnlySpan<float> features = table.Features.Span;
        var values = new float[table.Rows];
        int present = 0;
        for (int index = column; index < features.Length; index += table.Columns)
        {
            if (!float.IsNaN(features[index]))
                values[present++] = features[index];
        }

        Span<float> known = values.AsSpan(0, present);
        return table.Kinds[column] == ColumnKind.Categorical ? QuantileBins.Categorical(known, bins) : QuantileBins.Numerical(known, bins);
    }

    private void BinRows(ReadOnlySpan<float> features, BinnedTable table, int first, int end)
    {
        for (int column = 0; column < Columns.Length; column++)
        {
            ColumnBins bins = Columns[column];
            Span<byte> codes = table.WritableColumn(column);
            for (int row = first; row < end; row++)
                codes[row] = bins.BinOf(features[(row * Columns.Length) + column]);
        }
    }
}
