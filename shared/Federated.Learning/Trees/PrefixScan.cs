using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Trees;

/// <summary>
/// Tries every cut of an ordered run of slots: the first 1, 2, … of them go left, the rest and everything outside the run right. Sums run once along the
/// order; gains are then computed eight cuts at a time.
/// </summary>
internal readonly unsafe ref struct PrefixScan(double* planes, long outputStride, HistogramLayout layout, SplitOptions options, ValueBounds bounds, int direction)
{
    private const int Width = 8;

    // 256 slots, rounded up to whole vectors.
    private const int Capacity = 264;

    /// <summary>The best cut's score, −2 × the least loss on both sides together, and how many slots go left less one; −∞ when no cut is valid.</summary>
    /// <param name="order">Slots in the order in which they go left.</param>
    /// <param name="length">Slots in the run.</param>
    /// <param name="initialSlot">A slot that goes left with every cut; −1 for none.</param>
    /// <param name="totals">Statistics of the node, one for each output.</param>
    /// <param name="position">Index in the order of the last slot that goes left.</param>
    [SkipLocalsInit]
    public double Best(byte* order, int length, int initialSlot, NodeSums* totals, out int position)
    {
        double* gradients = stackalloc double[Capacity], hessians = stackalloc double[Capacity], counts = stackalloc double[Capacity];
        double* scores = stackalloc double[Capacity];
        int padded = (length + Width - 1) & -Width;
        for (int output = 0; output < layout.Outputs; output++)
        {
            double* plane = planes + (output * outputStride);
            RunningSums(plane, order, length, padded, initialSlot, totals[output], gradients, hessians, counts);
            if (options.IsConstrained)
                ConstrainedScores(gradients, hessians, counts, totals[output], padded, scores);
            else
                AddScores(gradients, hessians, counts, totals[output], padded, output == 0, scores);
        }

        return Largest(scores, padded, out position);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunningSums(
        double* plane, byte* order, int length, int padded, int initialSlot, NodeSums total, double* gradients, double* hessians, double* counts)
    {
        double gradient = 0, hessian = 0, count = 0;
        int slots = layout.Slots;
        if (initialSlot >= 0)
            (gradient, hessian, count) = (plane[initialSlot], plane[slots + initialSlot], plane[(2 * slots) + initialSlot]);
        for (int index = 0; index < length; index++)
        {
            int slot = order[index];
            gradients[index] = gradient += plane[slot];
            hessians[index] = hessian += plane[slots + slot];
            counts[index] = count += plane[(2 * slots) + slot];
        }

        for (int index = length; index < padded; index++)
            (gradients[index], hessians[index], counts[index]) = (total.Gradient, total.Hessian, total.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddScores(double* gradients, double* hessians, double* counts, NodeSums total, int padded, bool first, double* scores)
    {
        double l1 = options.L1, l2 = options.L2;
        Vector512<double> allGradients = Vector512.Create(total.Gradient), allHessians = Vector512.Create(total.Hessian);
        for (int index = 0; index < padded; index += Width)
        {
            Vector512<double> gradient = Vector512.Load(gradients + index), hessian = Vector512.Load(hessians + index);
            Vector512<double> score = LeafValue.Scores(gradient, hessian, allGradients - gradient, allHessians - hessian, l1, l2);
            score = first
                ? Vector512.ConditionalSelect(Valid(hessian, Vector512.Load(counts + index), total), score, Vector512.Create(double.NegativeInfinity))
                : score + Vector512.Load(scores + index);
            score.Store(scores + index);
        }
    }

    private void ConstrainedScores(double* gradients, double* hessians, double* counts, NodeSums total, int padded, double* scores)
    {
        for (int index = 0; index < padded; index += Width)
        {
            Vector512<double> gradient = Vector512.Load(gradients + index), hessian = Vector512.Load(hessians + index);
            Vector512<double> score = LeafValue.Score(gradient, hessian, options.L1, options.L2, bounds, out Vector512<double> left)
                + LeafValue.Score(
                    Vector512.Create(total.Gradient) - gradient, Vector512.Create(total.Hessian) - hessian, options.L1, options.L2, bounds, out Vector512<double> right);
            Vector512<double> valid = Valid(hessian, Vector512.Load(counts + index), total)
                & Vector512.GreaterThanOrEqual((right - left) * Vector512.Create((double)direction), Vector512<double>.Zero);
            Vector512.ConditionalSelect(valid, score, Vector512.Create(double.NegativeInfinity)).Store(scores + index);
        }
    }

    // A side without any hessian has no best value: it is never valid.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Valid(Vector512<double> hessian, Vector512<double> count, NodeSums total)
    {
        Vector512<double> rows = Vector512.Create((double)options.MinimumRowsInLeaf);
        Vector512<double> curvature = Vector512.Create(Math.Max(options.MinimumHessianInLeaf, double.Epsilon));
        return Vector512.GreaterThanOrEqual(count, rows)
            & Vector512.GreaterThanOrEqual(Vector512.Create(total.Count) - count, rows)
            & Vector512.GreaterThanOrEqual(hessian, curvature)
            & Vector512.GreaterThanOrEqual(Vector512.Create(total.Hessian) - hessian, curvature);
    }

    // Of equal scores the first wins.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Largest(double* scores, int padded, out int position)
    {
        Vector512<double> largest = Vector512.Create(double.NegativeInfinity);
        for (int index = 0; index < padded; index += Width)
            largest = Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Load(scores + index), largest), Vector512.Load(scores + index), largest);
        double best = double.NegativeInfinity;
        for (int lane = 0; lane < Width; lane++)
            best = Math.Max(best, largest[lane]);
        position = -1;
        if (best > double.NegativeInfinity)
            position = new ReadOnlySpan<double>(scores, padded).IndexOf(best);
        return best;
    }
}
