using Federated.Learning.Kernels;
using Federated.Learning.Randomness;

namespace Federated.Learning.Trees;

/// <summary>
/// Gradient boosting on histograms (Friedman 2001; Chen and Guestrin 2016; Ke et al. 2017). Values become bin codes once; each round takes the gradients
/// and hessians of the loss at the scores so far, grows a tree on their histograms (<see cref="TreeGrower"/>) and adds its leaf values to the scores.
/// <para>
/// Gradients lie on a <see cref="StatisticGrid"/>, so that histograms are exact sums: the model does not depend on the number of threads or the order of
/// the rows in a bin, and one grown on the sum of several tables' histograms is the one grown on all rows together.
/// </para>
/// </summary>
public static class HistogramBoosting
{
    /// <summary>Trains on rows in memory.</summary>
    /// <param name="table">At least one row; features may be missing.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="workers">Threads; the calling one when left out. The model is the same for any number.</param>
    /// <param name="validation">Rows to stop early on; when left out, <see cref="HistogramBoostingOptions.ValidationShare"/> of the table is held back.</param>
    /// <param name="bins">Bins to use in place of those of the table's own values; <see cref="HistogramBoostingOptions.Bins"/> then does not matter.</param>
    /// <exception cref="ArgumentException">Options out of range, labels that the objective is not defined for, or tables that differ in their columns.</exception>
    /// <exception cref="InvalidOperationException">Gradients outgrew binary32; the message says what to change.</exception>
    public static BoostedTrees Train(TrainingTable table, HistogramBoostingOptions options, Workers? workers = null, TrainingTable? validation = null, BinMapper? bins = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (bins is not null && !bins.Kinds.AsSpan().SequenceEqual(table.Kinds.AsSpan()))
            throw new ArgumentException($"The bins are not of the kinds of the table's {table.Columns} columns.", nameof(bins));
        BoostingLoss.Of(options.Objective, options.Classes).RequireLabels(table.Labels.Span);
        if (validation is not null)
            RequireLike(table, validation, options);
        else if (options.ValidationShare > 0)
            (table, validation) = HoldBack(table, options);
        return new BoostingRun(table, validation, bins, options, workers ?? Workers.CallingThread).Train();
    }

    private static void RequireLike(TrainingTable table, TrainingTable validation, HistogramBoostingOptions options)
    {
        if (!validation.Kinds.AsSpan().SequenceEqual(table.Kinds.AsSpan()))
        {
            throw new ArgumentException(
                $"The validation table's {validation.Columns} columns are not of the kinds of the training table's {table.Columns}.", nameof(validation));
        }

        BoostingLoss.Of(options.Objective, options.Classes).RequireLabels(validation.Labels.Span);
    }

    private static (TrainingTable Training, TrainingTable Validation) HoldBack(TrainingTable table, HistogramBoostingOptions options)
    {
        int held = (int)Math.Round(table.Rows * options.ValidationShare);
        if (held == 0 || held == table.Rows)
        {
            throw new ArgumentException(
                $"A validation share of {options.ValidationShare} leaves {table.Rows - held} of {table.Rows} rows to train on and {held} to validate; give more rows.",
                nameof(options));
        }

        var order = new int[table.Rows];
        for (int row = 0; row < order.Length; row++)
            order[row] = row;
        new SeededGenerator(options.Seed).Shuffle<int>(order);
        Array.Sort(order, 0, held);
        Array.Sort(order, held, order.Length - held);
        return (table.Select(order.AsSpan(held)), table.Select(order.AsSpan(0, held)));
    }
}
