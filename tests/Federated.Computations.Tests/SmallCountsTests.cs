using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests;

public sealed class SmallCountsTests
{
    [Fact]
    public void Shown_AnyCounts_NothingSmallIsShownNorLeftBySubtraction()
    {
        Prop.ForAll(Gen.Choose(0, 30).ArrayOf().ToArbitrary(), Gen.Choose(0, 30).ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), (numbers, rest, floor) =>
        {
            long[] counts = [.. numbers.Select(number => (long)number)];

            bool[] shown = SmallCounts.Shown(counts, rest, floor);

            long withheld = rest + counts.Where((_, index) => !shown[index]).Sum();
            Assert.DoesNotContain(counts.Where((_, index) => shown[index]), count => count > 0 && count < floor);
            Assert.True(withheld == 0 || withheld >= floor || counts.Where((_, index) => shown[index]).All(count => count == 0));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Shown_OneSmallCount_TakesTheSmallestOtherAlong()
    {
        Assert.Equal([true, false, false], SmallCounts.Shown([9, 2, 7], 0, 5));
        Assert.Equal([true, false, true], SmallCounts.Shown([9, 2, 7], 3, 5));
        Assert.Equal([true, true, true], SmallCounts.Shown([9, 0, 7], 0, 5));
        Assert.Equal([false, true], SmallCounts.Shown([9, 0], 1, 20));
    }

    [Fact]
    public void Shown_CountAtTheFloor_IsShown() => Assert.Equal([true, true], SmallCounts.Shown([5, 6], 0, 5));

    [Fact]
    public void Shown_EqualCounts_TakesTheFirstAlong() => Assert.Equal([false, true, false], SmallCounts.Shown([7, 7, 2], 0, 5));
}
