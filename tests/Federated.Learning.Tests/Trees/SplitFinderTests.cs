using Federated.Learning.Randomness;
using Federated.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Trees;

public sealed class SplitFinderTests
{
    private static readonly SplitOptions Loose = new() { MinimumRowsInLeaf = 1, MinimumHessianInLeaf = 0, CategorySmoothing = 0, MinimumRowsInCategory = 1 };

    [Fact]
    public void Best_AnyNumericalColumn_GainsAsMuchAsTheBestOfAllCuts()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new SeededGenerator((ulong)seed);
            SplitOptions options = Loose with { MinimumRowsInLeaf = 1 + random.NextBelow(4), L1 = random.NextBelow(2) * 0.3, L2 = random.NextBelow(2) * 1.5 };
            NodeSums[] slots = DrawSlots(random, 9);

            Split? split = SplitFinder.Best(Flat(slots), Numerical(9), options);

            Assert.Equal(BestOf(slots, Cuts(9), options), split?.Gain ?? 0, 1e-9);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Best_AnyCategoricalColumn_GainsAsMuchAsTheBestOfAllSubsets()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new SeededGenerator((ulong)seed);
            NodeSums[] slots = DrawSlots(random, 6);
            IEnumerable<int[]> subsets = Enumerable.Range(1, 127).Select(mask => Enumerable.Range(0, 7).Where(slot => (mask >> slot & 1) != 0).ToArray());

            Split? split = SplitFinder.Best(Flat(slots), Categorical(6), Loose);

            Assert.Equal(BestOf(slots, subsets, Loose), split?.Gain ?? 0, 1e-9);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Best_AnyColumn_TellsTheStatisticsOfBothSides()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new SeededGenerator((ulong)seed);
            NodeSums[] slots = DrawSlots(random, 6);
            HistogramLayout layout = random.NextBelow(2) == 0 ? Numerical(6) : Categorical(6);
            if (SplitFinder.Best(Flat(slots), layout, Loose) is not { } split)
                return;

            NodeSums left = Total(slots.Where((_, slot) => split.SendsLeft(layout.CodeOf(slot))));

            Assert.Equal(left.Gradient, split.Left[0].Gradient, 1e-9);
            Assert.Equal(left.Count, split.Left[0].Count);
            Assert.Equal(Total(slots).Count, split.Left[0].Count + split.Right[0].Count);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Best_MissingValuesLikeTheHighOnes_GoRight()
    {
        Split split = SplitFinder.Best(Flat([new(-4, 4, 4), new(4, 4, 4), new(4, 4, 4)]), Numerical(2), Loose)!;

        Assert.Equal(0, split.Bin);
        Assert.False(split.MissingLeft);
        Assert.Equal(((-4 * -4) / 4.0) + ((8 * 8) / 8.0) - ((4 * 4) / 12.0), split.Gain, 1e-12);
    }

    [Fact]
    public void Best_MissingValuesLikeTheLowOnes_GoLeft()
    {
        Split split = SplitFinder.Best(Flat([new(-4, 4, 4), new(4, 4, 4), new(-4, 4, 4)]), Numerical(2), Loose)!;

        Assert.Equal(0, split.Bin);
        Assert.True(split.MissingLeft);
    }

    [Fact]
    public void Best_OnlyMissingValuesDiffer_SplitsThemFromTheRest()
    {
        Split split = SplitFinder.Best(Flat([new(-4, 4, 4), new(-4, 4, 4), new(8, 4, 4)]), Numerical(2), Loose)!;

        Assert.Equal(1, split.Bin);
        Assert.False(split.MissingLeft);
        Assert.Equal(4, split.Right[0].Count);
    }

    [Fact]
    public void Best_NoMissingValueInTheNode_TheyFollowTheLargerSide()
    {
        Assert.True(SplitFinder.Best(Flat([new(-6, 6, 6), new(4, 4, 4), default]), Numerical(2), Loose)!.MissingLeft);
        Assert.False(SplitFinder.Best(Flat([new(-4, 4, 4), new(6, 6, 6), default]), Numerical(2), Loose)!.MissingLeft);
    }

    [Fact]
    public void Best_RareCategory_GoesRight()
    {
        NodeSums[] slots = [new(-20, 20, 20), new(-3, 3, 3), new(20, 20, 20), new(3, 3, 3), default];

        Split split = SplitFinder.Best(Flat(slots), Categorical(4), Loose with { MinimumRowsInCategory = 10 })!;

        Assert.False(split.LeftBins.Contains(1));
        Assert.False(split.LeftBins.Contains(3));
        Assert.NotEqual(split.LeftBins.Contains(0), split.LeftBins.Contains(2));
    }

    [Fact]
    public void Best_SeveralOutputs_AddsTheirGains()
    {
        var layout = new HistogramLayout([ColumnKind.Numerical], 2, outputs: 2);
        NodeSums[] first = [new(-4, 4, 4), new(4, 4, 4), default], second = [new(2, 4, 4), new(-2, 4, 4), default];

        Split split = SplitFinder.Best([.. Flat(first), .. Flat(second)], layout, Loose)!;

        Assert.Equal(4 + 4 + 1 + 1, split.Gain, 1e-12);
        Assert.Equal(new NodeSums(2, 4, 4), split.Left[1]);
    }

    [Fact]
    public void Best_MonotoneColumn_RefusesTheWrongOrder()
    {
        double[] falling = Flat([new(-4, 4, 4), new(4, 4, 4), default]);

        Assert.Null(SplitFinder.Best(falling, Numerical(2), Loose with { Monotone = [1] }));
        Assert.Equal(8, SplitFinder.Best(falling, Numerical(2), Loose with { Monotone = [-1] })!.Gain, 1e-12);
    }

    [Fact]
    public void Best_BoundsOfAnEarlierSplit_LowerTheGain()
    {
        double[] histogram = Flat([new(-4, 4, 4), new(4, 4, 4), default]);

        Split split = SplitFinder.Best(histogram, Numerical(2), Loose with { Monotone = [-1] }, new ValueBounds(-0.5, 0.25))!;

        // Values 0.25 and −0.5 instead of 1 and −1, each side scoring −(2Gv + Hv²); the node itself stays at 0.
        Assert.Equal((8 * 0.25) - (4 * 0.0625) + (8 * 0.5) - (4 * 0.25), split.Gain, 1e-12);
    }

    [Fact]
    public void Best_NothingToGain_IsNull()
    {
        Assert.Null(SplitFinder.Best(Flat([new(1, 1, 10), new(1, 1, 10), default]), Numerical(2), Loose));
        Assert.Null(SplitFinder.Best(Flat([new(-4, 4, 4), new(4, 4, 4), default]), Numerical(2), Loose with { MinimumGain = 8 }));
        Assert.Null(SplitFinder.Best(Flat([new(-4, 4, 4), new(4, 4, 4), default]), Numerical(2), Loose with { MinimumHessianInLeaf = 5 }));
        Assert.Null(SplitFinder.Best(new double[9], Numerical(2), Loose));
    }

    [Fact]
    public void Best_BrokenInput_IsRefused()
    {
        double[] broken = Flat([new(-4, 4, 4), new(double.NaN, 4, 4), default]);

        Assert.Contains("not finite", Assert.Throws<ArgumentException>(() => SplitFinder.Best(broken, Numerical(2), Loose)).Message, StringComparison.Ordinal);
        Assert.Contains("9", Assert.Throws<ArgumentException>(() => SplitFinder.Best(new double[8], Numerical(2), Loose)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SplitFinder.Best(new double[9], Numerical(2), Loose, null, [1]));
        Assert.Throws<ArgumentException>(() => SplitFinder.Best(new double[9], Numerical(2), Loose with { L2 = -1, MinimumRowsInLeaf = 0 }));
        Assert.Throws<ArgumentException>(() => SplitFinder.Best(new double[9], Categorical(2), Loose with { Monotone = [1] }));
        Assert.Throws<ArgumentException>(() => SplitFinder.Best(new double[9], Numerical(2), Loose with { Monotone = [1, 0] }));
    }

    private static HistogramLayout Numerical(int bins) => new([ColumnKind.Numerical], bins);

    private static HistogramLayout Categorical(int bins) => new([ColumnKind.Categorical], bins);

    private static NodeSums[] DrawSlots(SeededGenerator random, int bins)
    {
        var slots = new NodeSums[bins + 1];
        for (int slot = 0; slot < slots.Length; slot++)
        {
            int count = random.NextBelow(4);
            slots[slot] = count == 0 ? default : new NodeSums((random.NextBelow(81) - 40) / 8.0, (1 + random.NextBelow(40)) / 8.0, count);
        }

        return slots;
    }

    private static double[] Flat(NodeSums[] slots) =>
        [.. slots.Select(slot => slot.Gradient), .. slots.Select(slot => slot.Hessian), .. slots.Select(slot => slot.Count)];

    private static IEnumerable<int[]> Cuts(int bins) =>
        from end in Enumerable.Range(1, bins) from missing in new[] { false, true } select Enumerable.Range(0, end).Concat(missing ? [bins] : []).ToArray();

    private static double BestOf(NodeSums[] slots, IEnumerable<int[]> leftSides, SplitOptions options)
    {
        NodeSums all = Total(slots);
        double best = 0;
        foreach (int[] leftSide in leftSides)
        {
            NodeSums left = Total(leftSide.Select(slot => slots[slot]));
            var right = new NodeSums(all.Gradient - left.Gradient, all.Hessian - left.Hessian, all.Count - left.Count);
            if (Math.Min(left.Count, right.Count) >= options.MinimumRowsInLeaf)
                best = Math.Max(best, Score(left, options) + Score(right, options) - Score(all, options));
        }

        return best;
    }

    private static double Score(NodeSums sums, SplitOptions options)
    {
        double size = Math.Max(Math.Abs(sums.Gradient) - options.L1, 0);
        return size * size / (sums.Hessian + options.L2);
    }

    private static NodeSums Total(IEnumerable<NodeSums> slots) =>
        slots.Aggregate(default(NodeSums), (sum, slot) => new NodeSums(sum.Gradient + slot.Gradient, sum.Hessian + slot.Hessian, sum.Count + slot.Count));
}
