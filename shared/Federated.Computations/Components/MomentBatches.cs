using Federated.Learning.Components;

namespace Federated.Computations.Components;

/// <summary>The moments of a table that comes in batches: a table of any length takes the memory of one batch and of the sums.</summary>
public sealed class MomentBatches : IMomentSums
{
    private readonly IEnumerable<ReadOnlyMemory<float>> _batches;

    /// <summary>Takes the batches; the sequence must give the same rows each time.</summary>
    /// <param name="columns">Features of a row, 1 to 2,000.</param>
    /// <param name="batches">Row-major, finite; any number, of any sizes.</param>
    public MomentBatches(int columns, IEnumerable<ReadOnlyMemory<float>> batches)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 2_000);
        ArgumentNullException.ThrowIfNull(batches);
        Columns = columns;
        _batches = batches;
    }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <inheritdoc/>
    public void Add(double featureBound, Span<double> into)
    {
        var statistics = new MomentStatistics(Columns);
        int batch = 0;
        foreach (ReadOnlyMemory<float> rows in _batches)
        {
            RowBounds.Require(rows.Span, featureBound, Columns, batch);
            try
            {
                statistics.Add(rows.Span);
            }
            catch (ArgumentException fault)
            {
                throw new ContributionException($"Batch {batch} cannot be summed: {fault.Message}", fault);
            }

            batch++;
        }

        RowSums.Add(statistics.Vector, into);
    }
}
