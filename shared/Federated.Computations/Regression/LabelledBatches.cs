using Federated.Learning.Linear;
using Federated.Learning.Training;

namespace Federated.Computations.Regression;

/// <summary>
/// The sums of a table that comes in batches. The batches are enumerated once for each round, one at a time: a table of any length takes the memory of
/// one batch and of the sums.
/// </summary>
public sealed class LabelledBatches : IGramSums, INewtonSums
{
    private readonly IEnumerable<LabelledRows> _batches;

    /// <summary>Takes the batches; the sequence must give the same rows each time.</summary>
    /// <param name="columns">Features of a row, 1 to 20,000.</param>
    /// <param name="batches">Any number, of any sizes; one label a row.</param>
    public LabelledBatches(int columns, IEnumerable<LabelledRows> batches)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 20_000);
        ArgumentNullException.ThrowIfNull(batches);
        Columns = columns;
        _batches = batches;
    }

    /// <inheritdoc cref="IGramSums.Columns"/>
    public int Columns { get; }

    /// <inheritdoc/>
    public void Add(double featureBound, double targetBound, Span<double> into)
    {
        var statistics = new RidgeStatistics(Columns);
        ForEach((rows, batch) =>
        {
            RowBounds.Require(rows.Features.Span, featureBound, Columns, batch);
            RowBounds.Require(rows.Labels.Span, targetBound, 1, batch, "target");
            statistics.Add(rows.Features.Span, rows.Labels.Span, rows.Weights.Span);
        });
        RowSums.Add(statistics.Vector, into);
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> coefficients, double featureBound, Span<double> into)
    {
        var statistics = new LogisticStatistics([.. coefficients]);
        ForEach((rows, batch) =>
        {
            RowBounds.Require(rows.Features.Span, featureBound, Columns, batch);
            statistics.Add(rows.Features.Span, rows.Labels.Span, rows.Weights.Span);
        });
        RowSums.Add(statistics.Vector, into);
    }

    private void ForEach(Action<LabelledRows, int> add)
    {
        int batch = 0;
        foreach (LabelledRows rows in _batches)
        {
            if (rows.Columns != Columns || rows.LabelColumns != 1)
                throw new ContributionException($"Batch {batch} has {rows.Columns} features and {rows.LabelColumns} labels a row; the job takes {Columns} and 1. Encode the rows as the job's features say.");
            try
            {
                add(rows, batch);
            }
            catch (ArgumentException fault)
            {
                throw new ContributionException($"Batch {batch} cannot be summed: {fault.Message}", fault);
            }

            batch++;
        }
    }
}
