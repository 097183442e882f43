using System.Numerics.Tensors;

namespace Federated.Learning.Trees;

/// <summary>
/// The best split of a node as a function of its histogram alone, whoever summed it. With G, H the sums of gradients and hessians of one side,
/// λ = <see cref="SplitOptions.L2"/> and α = <see cref="SplitOptions.L1"/>, a side scores max(|G| − α, 0)² ÷ (H + λ), summed over the outputs; the gain is
/// the score of both sides less that of the node (Chen and Guestrin 2016, eq. 7, times two).
/// <list type="bullet">
/// <item>Numerical columns: every cut between bins, with missing values on either side; missing values alone against the rest, too.</item>
/// <item>Categorical columns: categories ordered by −G ÷ (H + smoothing) and cut from either end (Fisher 1958; Ke et al. 2017).</item>
/// <item>Monotone columns: cuts whose sides' values are in the wrong order are refused; values are held in the bounds that splits above have set.</item>
/// </list>
/// Of splits with equal scores the one in the lowest column, and there with the lowest bin, is taken.
/// </summary>
public static class SplitFinder
{
    /// <summary>The best split, or null when no split is valid and gains more than <see cref="SplitOptions.MinimumGain"/>.</summary>
    /// <param name="histogram">The node's statistics, <see cref="HistogramLayout.Length"/> finite numbers.</param>
    /// <param name="layout">Where they stand.</param>
    /// <param name="options">Penalties, limits and constraints.</param>
    /// <param name="bounds">Bounds of the node's value; free when left out.</param>
    /// <param name="columns">Columns that may be split, ascending; all when empty.</param>
    /// <exception cref="ArgumentException">A vector of another length, a number that is not finite, a column that is not there, or options out of range.</exception>
    public static unsafe Split? Best(
        ReadOnlySpan<double> histogram, HistogramLayout layout, SplitOptions options, ValueBounds? bounds = null, ReadOnlySpan<int> columns = default)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        options.RequireFit(layout);
        if (histogram.Length != layout.Length)
            throw new ArgumentException($"The histogram has {histogram.Length} numbers; its layout has {layout.Length}.", nameof(histogram));
        if (!TensorPrimitives.IsFiniteAll(histogram))
            throw new ArgumentException("The histogram holds a number that is not finite; a party's sum is broken.", nameof(histogram));
        foreach (int column in columns)
        {
            if (column < 0 || column >= layout.Columns)
                throw new ArgumentException($"Column {column} is not one of the histogram's {layout.Columns}.", nameof(columns));
        }

        fixed (double* address = histogram)
            return BestOf(address, layout, options, bounds ?? ValueBounds.Free, columns);
    }

    /// <summary>The same without checks.</summary>
    internal static unsafe Split? BestOf(double* histogram, HistogramLayout layout, SplitOptions options, ValueBounds bounds, ReadOnlySpan<int> columns)
    {
        SplitCandidate best = SplitCandidate.None;
        int bestColumn = -1;
        for (int index = 0; index < (columns.IsEmpty ? layout.Columns : columns.Length); index++)
        {
            int column = columns.IsEmpty ? index : columns[index];
            SplitCandidate candidate = ColumnSplits.Best(histogram, layout, options, bounds, column);
            if (candidate.Score > best.Score)
                (best, bestColumn) = (candidate, column);
        }

        return ColumnSplits.Complete(histogram, layout, options, bounds, bestColumn, best);
    }
}
