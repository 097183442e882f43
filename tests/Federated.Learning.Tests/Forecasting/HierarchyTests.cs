using System.Collections.Immutable;
using Federated.Learning.Forecasting;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Forecasting;

public sealed class HierarchyTests
{
    [Fact]
    public void Totals_AnyLeavesAndGroups_AddUp() => Prop.ForAll(Cases(), drawn =>
    {
        (Hierarchy hierarchy, ImmutableArray<int> first, ImmutableArray<int> second, double[] leaves) = Of(drawn);
        double[] nodes = hierarchy.Totals(leaves);
        int groups = first.Max() + 1, others = second.Max() + 1;
        return Near(nodes[0], leaves.Sum())
            && Enumerable.Range(0, groups).All(group => Near(nodes[1 + group], leaves.Where((_, leaf) => first[leaf] == group).Sum()))
            && Enumerable.Range(0, others).All(group => Near(nodes[1 + groups + group], leaves.Where((_, leaf) => second[leaf] == group).Sum()))
            && leaves.AsSpan().SequenceEqual(nodes.AsSpan(1 + groups + others));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reconcile_WhatAgreesAlready_ChangesNothing() => Prop.ForAll(Cases(), drawn =>
    {
        (Hierarchy hierarchy, _, _, double[] leaves) = Of(drawn);
        double[] variances = [.. Enumerable.Range(0, hierarchy.Nodes).Select(node => 1.0 + (node % 5))];
        return hierarchy.Reconcile(hierarchy.Totals(leaves), variances).Zip(leaves, (found, leaf) => Math.Abs(found - leaf) < 1e-6 * (1 + leaves.Max(Math.Abs))).All(near => near);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reconcile_CertainTotal_SpreadsTheDifferenceByVariance()
    {
        var hierarchy = new Hierarchy(2, []);
        double[] leaves = hierarchy.Reconcile([10, 3, 4], [1e-9, 1, 2]);
        Assert.Equal(4, leaves[0], 1e-6);
        Assert.Equal(6, leaves[1], 1e-6);
    }

    [Fact]
    public void Hierarchy_GroupingOfFewerLeaves_IsRefused() => Assert.Throws<ArgumentException>(() => new Hierarchy(3, [[0, 1]]));

    private static Arbitrary<(int, int[])> Cases() =>
        Gen.Choose(1, 12).SelectMany(leaves => Gen.Choose(-1000, 1000).ArrayOf(3 * leaves), (leaves, numbers) => (leaves, numbers)).ToArbitrary();

    private static (Hierarchy Hierarchy, ImmutableArray<int> First, ImmutableArray<int> Second, double[] Leaves) Of((int Leaves, int[] Numbers) drawn)
    {
        ImmutableArray<int> first = [.. drawn.Numbers[..drawn.Leaves].Select(number => Math.Abs(number) % 3)], second = [.. drawn.Numbers[drawn.Leaves..(2 * drawn.Leaves)].Select(number => Math.Abs(number) % 4)];
        return (new Hierarchy(drawn.Leaves, [first, second]), first, second, [.. drawn.Numbers[(2 * drawn.Leaves)..].Select(number => number / 8.0)]);
    }

    private static bool Near(double first, double second) => Math.Abs(first - second) < 1e-9;
}
