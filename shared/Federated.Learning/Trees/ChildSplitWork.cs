using System.Numerics.Tensors;
using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>
/// Finds the best split of one node, or of two siblings of which only one was summed: the other is the difference from their parent, which it replaces.
/// A chunk is a column.
/// </summary>
internal sealed unsafe class ChildSplitWork(HistogramLayout layout, SplitOptions options) : ParallelWork
{
    private readonly SplitCandidate[] _summed = new SplitCandidate[layout.Columns];
    private readonly SplitCandidate[] _other = new SplitCandidate[layout.Columns];
    private double[] _summedHistogram = [];
    private double[]? _otherHistogram;
    private ValueBounds _summedBounds;
    private ValueBounds _otherBounds;

    /// <summary>The split of a node.</summary>
    public Split? Find(double[] histogram, ValueBounds bounds, Workers workers) => Find(histogram, bounds, null, default, workers).Summed;

    /// <summary>The splits of two siblings.</summary>
    /// <param name="histogram">Of the child that was summed.</param>
    /// <param name="bounds">Of that child.</param>
    /// <param name="parentThenOther">Of the parent; of the other child afterwards.</param>
    /// <param name="otherBounds">Of the other child.</param>
    /// <param name="workers">Threads.</param>
    public (Split? Summed, Split? Other) Find(
        double[] histogram, ValueBounds bounds, double[]? parentThenOther, ValueBounds otherBounds, Workers workers)
    {
        (_summedHistogram, _otherHistogram, _summedBounds, _otherBounds) = (histogram, parentThenOther, bounds, otherBounds);
        workers.Run(this, layout.Columns);
        return (Complete(histogram, bounds, _summed), parentThenOther is null ? null : Complete(parentThenOther, otherBounds, _other));
    }

    public override void Run(int chunk)
    {
        fixed (double* summed = _summedHistogram)
            _summed[chunk] = ColumnSplits.Best(summed, layout, options, _summedBounds, chunk);
        if (_otherHistogram is null)
            return;
        int length = HistogramLayout.Statistics * layout.Slots;
        for (int output = 0; output < layout.Outputs; output++)
        {
            Span<double> other = _otherHistogram.AsSpan(layout.IndexOf(output, chunk, 0), length);
            TensorPrimitives.Subtract(other, _summedHistogram.AsSpan(layout.IndexOf(output, chunk, 0), length), other);
        }

        fixed (double* difference = _otherHistogram)
            _other[chunk] = ColumnSplits.Best(difference, layout, options, _otherBounds, chunk);
    }

    private Split? Complete(double[] histogram, ValueBounds bounds, SplitCandidate[] candidates)
    {
        int best = 0;
        for (int column = 1; column < candidates.Length; column++)
            best = candidates[column].Score > candidates[best].Score ? column : best;
        fixed (double* address = histogram)
            return ColumnSplits.Complete(address, layout, options, bounds, best, candidates[best]);
    }
}
