using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>
/// Grows a tree leaf by leaf, the leaf with the largest gain first (best-first: Shi 2007; Ke et al. 2017), from histograms alone. Of two siblings only
/// the one with fewer rows is summed, the other is their parent's histogram less it. Leaves at the greatest depth need no histogram at all.
/// </summary>
public sealed class TreeGrower
{
    private readonly HistogramLayout _layout;
    private readonly GrowthOptions _options;
    private readonly Workers _workers;
    private readonly ChildSplitWork _splits;
    private readonly Stack<double[]> _free = new();
    private readonly PriorityQueue<OpenNode, (double, int)> _open = new();

    /// <summary>Checks the options.</summary>
    /// <param name="layout">The histograms' layout.</param>
    /// <param name="options">Sizes, penalties and constraints.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <exception cref="ArgumentException">Options out of range, or constraints that do not fit the columns.</exception>
    public TreeGrower(HistogramLayout layout, GrowthOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        options.Splits.RequireFit(layout);
        _layout = layout;
        _options = options;
        _workers = workers ?? Workers.CallingThread;
        _splits = new ChildSplitWork(layout, options.Splits);
    }

    /// <summary>Grows one tree; the source's nodes are then divided as the tree's.</summary>
    public DecisionTree Grow(IHistogramSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var builder = new TreeBuilder(_layout.Outputs);
        double[] root = Rent();
        source.Sum(0, [], root);
        builder.AddLeaf(RootSums(root), _options.Splits, ValueBounds.Free, _options.LearningRate);
        Offer(0, 0, ValueBounds.Free, _splits.Find(root, ValueBounds.Free, _workers), root);
        for (int leaves = 1; leaves < _options.MaximumLeaves && _open.TryDequeue(out OpenNode? node, out _); leaves++)
            Expand(node, source, builder, lastLeaf: leaves + 1 == _options.MaximumLeaves);
        while (_open.TryDequeue(out OpenNode? node, out _))
            Return(node.Histogram);
        return builder.Build();
    }

    private unsafe NodeSums[] RootSums(double[] root)
    {
        var sums = new NodeSums[_layout.Outputs];
        fixed (double* planes = root)
        fixed (NodeSums* totals = sums)
            ColumnSplits.Totals(planes, _layout, totals);
        return sums;
    }

    private void Expand(OpenNode node, IHistogramSource source, TreeBuilder builder, bool lastLeaf)
    {
        Split split = node.Split;
        (ValueBounds leftBounds, ValueBounds rightBounds) = node.Bounds.Below(split, _options.Splits);
        builder.Split(node.Node, split);
        int left = builder.AddLeaf(split.Left.AsSpan(), _options.Splits, leftBounds, _options.LearningRate);
        builder.AddLeaf(split.Right.AsSpan(), _options.Splits, rightBounds, _options.LearningRate);
        source.Divide(node.Node, split, left);

        double larger = Math.Max(split.Left[0].Count, split.Right[0].Count);
        if (node.Histogram is null || lastLeaf || larger < 2.0 * _options.Splits.MinimumRowsInLeaf)
        {
            Return(node.Histogram);
            return;
        }

        bool leftIsSmaller = split.Left[0].Count <= split.Right[0].Count;
        (int small, int large) = leftIsSmaller ? (left, left + 1) : (left + 1, left);
        (ValueBounds smallBounds, ValueBounds largeBounds) = leftIsSmaller ? (leftBounds, rightBounds) : (rightBounds, leftBounds);
        double[] summed = Rent();
        source.Sum(small, [], summed);
        (Split? ofSmall, Split? ofLarge) = _splits.Find(summed, smallBounds, node.Histogram, largeBounds, _workers);
        Offer(small, node.Depth + 1, smallBounds, ofSmall, summed);
        Offer(large, node.Depth + 1, largeBounds, ofLarge, node.Histogram);
    }

    // While leaves are plenty every split is made in the end: then depth first, since few histograms are alive at a time and stay in the cache.
    private void Offer(int node, int depth, ValueBounds bounds, Split? split, double[] histogram)
    {
        bool childrenMaySplit = split is not null && depth + 1 < _options.MaximumDepth;
        if (!childrenMaySplit)
            Return(histogram);
        if (split is not null)
        {
            var open = new OpenNode(node, depth, bounds, split, childrenMaySplit ? histogram : null);
            _open.Enqueue(open, _options.LeavesAreScarce ? (-split.Gain, node) : (0, -node));
        }
    }

    private double[] Rent() => _free.TryPop(out double[]? histogram) ? histogram : new double[_layout.Length];

    private void Return(double[]? histogram)
    {
        if (histogram is not null)
            _free.Push(histogram);
    }
}
