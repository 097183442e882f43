using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Trees;

/// <summary>The splits of one column of a histogram.</summary>
internal static unsafe class ColumnSplits
{
    // Scores differ by about this much, relatively, for splits that gain nothing.
    private const double Rounding = 1e-13;

    private static readonly byte[] Ascending = MakeAscending();

    /// <summary>The best split of a column; of equal ones the first cut, missing values to the right.</summary>
    [SkipLocalsInit]
    public static SplitCandidate Best(double* histogram, HistogramLayout layout, SplitOptions options, ValueBounds bounds, int column)
    {
        double* planes = histogram + layout.IndexOf(0, column, 0);
        NodeSums* totals = stackalloc NodeSums[layout.Outputs];
        Totals(planes, layout, totals);
        if (totals[0].Count < 2.0 * options.MinimumRowsInLeaf)
            return SplitCandidate.None;
        var scan = new PrefixScan(planes, OutputStride(layout), layout, options, bounds, options.DirectionOf(column));
        byte* order = stackalloc byte[ColumnBins.MaximumBins + 1];
        bool categorical = layout.Kinds[column] == ColumnKind.Categorical;
        SplitCandidate best = SplitCandidate.None;
        for (int pass = 0; pass < 2; pass++)
        {
            if (pass == 1 && !categorical && planes[(2 * layout.Slots) + layout.Bins] == 0)
                break;
            int length = WriteOrder(planes, layout, options, totals, categorical, pass == 1, order);
            double score = scan.Best(order, length, !categorical && pass == 1 ? layout.Bins : -1, totals, out int position);
            if (score > best.Score)
                best = new SplitCandidate(score, position, pass == 1);
        }

        return best;
    }

    /// <summary>The split of a candidate of a column, with the statistics of both sides; null when it does not gain enough.</summary>
    [SkipLocalsInit]
    public static Split? Complete(double* histogram, HistogramLayout layout, SplitOptions options, ValueBounds bounds, int column, SplitCandidate candidate)
    {
        if (!candidate.IsValid)
            return null;
        double* planes = histogram + layout.IndexOf(0, column, 0);
        NodeSums* totals = stackalloc NodeSums[layout.Outputs];
        Totals(planes, layout, totals);
        double gain = candidate.Score - ScoreOf(totals, layout.Outputs, options, bounds);
        if (!(gain > Math.Max(options.MinimumGain, Rounding * Math.Abs(candidate.Score))))
            return null;

        bool categorical = layout.Kinds[column] == ColumnKind.Categorical;
        byte* order = stackalloc byte[ColumnBins.MaximumBins + 1];
        WriteOrder(planes, layout, options, totals, categorical, candidate.Flipped, order);
        var leftSlots = new List<int>(layout.Slots);
        for (int index = 0; index <= candidate.Position; index++)
            leftSlots.Add(order[index]);
        if (!categorical && candidate.Flipped)
            leftSlots.Add(layout.Bins);
        var left = ImmutableArray.CreateBuilder<NodeSums>(layout.Outputs);
        var right = ImmutableArray.CreateBuilder<NodeSums>(layout.Outputs);
        for (int output = 0; output < layout.Outputs; output++)
        {
            NodeSums side = SumOf(planes + (output * OutputStride(layout)), layout.Slots, leftSlots);
            left.Add(side);
            right.Add(new NodeSums(totals[output].Gradient - side.Gradient, totals[output].Hessian - side.Hessian, totals[output].Count - side.Count));
        }

        // Nothing is known of missing values where the node had none: they follow the larger side.
        bool hasMissing = planes[(2 * layout.Slots) + layout.Bins] > 0;
        bool missingLeft = hasMissing ? leftSlots.Contains(layout.Bins) : left[0].Count > right[0].Count;
        BinSet leftBins = default;
        if (categorical)
            leftBins = BinSet.Of([.. leftSlots.Select(layout.CodeOf), .. missingLeft ? new[] { ColumnBins.Missing } : []]);
        byte bin = categorical ? (byte)0 : order[candidate.Position];
        return new Split(column, layout.Kinds[column], bin, missingLeft, leftBins, gain, left.MoveToImmutable(), right.MoveToImmutable());
    }

    /// <summary>Statistics of the node: every column's slots add up to them.</summary>
    public static void Totals(double* planes, HistogramLayout layout, NodeSums* totals)
    {
        for (int output = 0; output < layout.Outputs; output++)
        {
            double* plane = planes + (output * OutputStride(layout));
            totals[output] = new NodeSums(Sum(plane, layout.Slots), Sum(plane + layout.Slots, layout.Slots), Sum(plane + (2 * layout.Slots), layout.Slots));
        }
    }

    private static double Sum(double* values, int length)
    {
        Vector512<double> lanes = Vector512<double>.Zero;
        int index = 0;
        for (; index + Vector512<double>.Count <= length; index += Vector512<double>.Count)
            lanes += Vector512.Load(values + index);
        double sum = Vector512.Sum(lanes);
        for (; index < length; index++)
            sum += values[index];
        return sum;
    }

    private static double ScoreOf(NodeSums* totals, int outputs, SplitOptions options, ValueBounds bounds)
    {
        double score = 0;
        for (int output = 0; output < outputs; output++)
        {
            double value = LeafValue.Of(totals[output], options, bounds);
            double curvature = totals[output].Hessian + options.L2;
            score -= (2 * totals[output].Gradient * value) + (curvature * value * value) + (2 * options.L1 * Math.Abs(value));
        }

        return score;
    }

    private static NodeSums SumOf(double* plane, int slots, List<int> chosen)
    {
        double gradient = 0, hessian = 0, count = 0;
        foreach (int slot in chosen)
        {
            gradient += plane[slot];
            hessian += plane[slots + slot];
            count += plane[(2 * slots) + slot];
        }

        return new NodeSums(gradient, hessian, count);
    }

    private static int WriteOrder(
        double* planes, HistogramLayout layout, SplitOptions options, NodeSums* totals, bool categorical, bool flipped, byte* order)
    {
        if (categorical)
            return CategoryOrder.Write(planes, OutputStride(layout), layout, options, totals, flipped, order);
        Ascending.AsSpan(0, layout.Bins).CopyTo(new Span<byte>(order, layout.Bins));
        return layout.Bins;
    }

    private static long OutputStride(HistogramLayout layout) => (long)layout.Columns * HistogramLayout.Statistics * layout.Slots;

    private static byte[] MakeAscending()
    {
        var slots = new byte[ColumnBins.MaximumBins + 1];
        for (int slot = 0; slot < slots.Length; slot++)
            slots[slot] = (byte)slot;
        return slots;
    }
}
