using Federated.Computations.Recommendation;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Recommendation;

public sealed class FederatedItemCountsTests
{
    private const int Items = 9;

    [Fact]
    public void Counts_OfAnyCustomersOnAnyNodes_AreThoseOfAllInOneTable() => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
    {
        var generator = new SeededGenerator(seed);
        int[][][] nodes = [.. Enumerable.Range(0, 1 + generator.NextBelow(4)).Select(_ => Customers(generator))];
        foreach (bool withPairs in new[] { true, false })
        {
            ItemCounts counts = Run(new ItemCountRequest(Items, 20, withPairs), nodes);
            int[][] all = [.. nodes.SelectMany(node => node)];
            Assert.Equal(all.Count(customer => customer.Length > 0), counts.Customers);
            for (int one = 0; one < Items; one++)
            {
                Assert.Equal(all.Count(customer => customer.Contains(one)), counts.Of(one));
                for (int other = 0; withPairs && other < Items; other++)
                {
                    double both = all.Count(customer => customer.Contains(one) && customer.Contains(other));
                    Assert.Equal(both, counts.Of(one, other));
                    Assert.Equal(both == 0 ? 0 : both / Math.Sqrt(counts.Of(one) * counts.Of(other)), counts.Cosine(one, other), 1e-12);
                }
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Specify_OneIntegerACustomer_TakesNoMoreBitsThanTheCustomers()
    {
        ContributionSpec specification = new FederatedItemCounts().Specify(new ItemCountState(new ItemCountRequest(1_000, 1_000_000, withPairs: true)));
        Assert.Equal((21, 1.0, 500_501), (specification.Bits, specification.Scale, specification.Length));
        Assert.Equal(2, new FederatedItemCounts().Specify(new ItemCountState(new ItemCountRequest(2, 1, withPairs: false))).Bits);
    }

    [Fact]
    public void Request_MorePairsThanCanBeCounted_IsRefusedWithAWayOut()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new ItemCountRequest(20_000, 100, withPairs: true));
        Assert.Contains("two_tower", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(20_000, new ItemCountRequest(20_000, 100, withPairs: false).Counts);
        Assert.Throws<ArgumentException>(() => new ItemCountRequest(1, 100, withPairs: false));
        Assert.Throws<ArgumentException>(() => new ItemCountRequest(5, 0, withPairs: false));
    }

    [Theory]
    [InlineData(new[] { 3, 3 }, "twice")]
    [InlineData(new[] { 9 }, "items run from 0 to 8")]
    [InlineData(new[] { -1 }, "items run from 0 to 8")]
    public void Contribute_HistoryThatIsNone_SendsNothing(int[] customer, string reason)
    {
        var state = new ItemCountState(new ItemCountRequest(Items, 20, withPairs: true));
        var contribution = new Contribution(new FederatedItemCounts().Specify(state));
        ContributionException refusal = Assert.Throws<ContributionException>(() => new FederatedItemCounts().Contribute(state, Sums([customer]), contribution));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contribute_MoreCustomersThanTheJobAllows_SaysWhichOption()
    {
        var state = new ItemCountState(new ItemCountRequest(Items, 4, withPairs: false));
        var contribution = new Contribution(new FederatedItemCounts().Specify(state));
        ContributionException refusal = Assert.Throws<ContributionException>(() => new FederatedItemCounts().Contribute(state, Sums([.. Enumerable.Repeat(new[] { 1 }, 5)]), contribution));
        Assert.Contains("most_customers", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_CountsThatNoCustomersHave_AreRefused()
    {
        var computation = new FederatedItemCounts();
        var state = new ItemCountState(new ItemCountRequest(2, 10, withPairs: true));
        foreach (double[] sum in (double[][])[[3, 4, 5, 9], [3, 1.5, 5, 9], [3, 1, 10, 9], [-1, 0, 0, 9], [3, 1, 5, 31], [3, 1, 5]])
            Assert.Throws<ContributionException>(() => computation.Apply(state, new SecureSum(sum, 3, 3)));
        Assert.Equal(1, computation.Apply(state, new SecureSum([3, 1, 5, 9], 3, 3)).Result!.Of(0, 1));
    }

    [Fact]
    public void Read_SnapshotThatWasChanged_IsRefused()
    {
        var request = new ItemCountRequest(3, 10, withPairs: true);
        ModelSnapshot sound = ItemCountSnapshot.Write(new ItemCountState(request, Run(request, [[[0, 1], [1, 2], [0, 1, 2]]])));
        Assert.Equal(2, ItemCountSnapshot.Read(sound, request).Result!.Of(1, 0));
        foreach ((string tensor, int index, double figure) in new[] { ("counts", 1, 3.0), ("counts", 0, 1.5), ("counts", 2, double.NaN), ("counts", 5, -1), ("customers", 0, 1), ("customers", 0, double.PositiveInfinity) })
            Assert.Throws<ContributionException>(() => ItemCountSnapshot.Read(SimulatedRounds.With(sound, tensor, index, figure), request));
        Assert.Throws<ContributionException>(() => ItemCountSnapshot.Read(sound, new ItemCountRequest(4, 10, withPairs: true)));
        Assert.Throws<ContributionException>(() => ItemCountSnapshot.Read(new ModelSnapshot(sound.Tensors.RemoveAt(0)), request));
    }

    private static ItemCounts Run(ItemCountRequest request, int[][][] nodes) => SimulatedRounds.Run(
        new FederatedItemCounts(), new ItemCountState(request), [.. nodes.Select(Sums)], ItemCountSnapshot.Write, snapshot => ItemCountSnapshot.Read(snapshot, request)).State.Result!;

    private static ItemSums Sums(int[][] customers) => new(customers.Select(customer => (ReadOnlyMemory<int>)customer));

    private static int[][] Customers(SeededGenerator generator) => [.. Enumerable.Range(0, generator.NextBelow(15)).Select(_ =>
    {
        int[] items = [.. Enumerable.Range(0, Items)];
        generator.Shuffle<int>(items);
        return items[..generator.NextBelow(Items)];
    })];
}
