using Federated.Computations.Robust;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Robust;

public sealed class GroupPartitionTests
{
    private static readonly byte[] Hash = [.. Enumerable.Range(0, 32).Select(index => (byte)index)];

    [Fact]
    public void Derive_AnyMembersAndGroups_PutsEachMemberOnceInGroupsOfEqualSizeButForOne()
    {
        Gen<(int Members, int Groups, byte[] Hash)> cases =
            from members in Gen.Choose(1, 200)
            from groups in Gen.Choose(1, members)
            from hash in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), 32)
            select (members, groups, hash);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            IReadOnlyList<IReadOnlyList<int>> groups = GroupPartition.Derive(given.Hash, given.Members, given.Groups);
            return groups.Count == given.Groups
                && groups.SelectMany(group => group).Order().SequenceEqual(Enumerable.Range(0, given.Members))
                && groups.Max(group => group.Count) - groups.Min(group => group.Count) <= 1;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Derive_SameHash_IsTheSame_AndAnotherHashIsAnother()
    {
        byte[] other = [.. Hash];
        other[31] ^= 1;

        Assert.Equal(GroupPartition.Derive(Hash, 30, 10), GroupPartition.Derive(Hash, 30, 10));
        Assert.NotEqual(GroupPartition.Derive(Hash, 30, 10), GroupPartition.Derive(other, 30, 10));
    }

    [Fact]
    public void Derive_ManyHashes_PutsTwoMembersTogetherAsOftenAsChanceWould()
    {
        int together = Enumerable.Range(0, 2000).Count(seed =>
            GroupPartition.Derive([.. BitConverter.GetBytes(seed), .. new byte[28]], 21, 7).Any(group => group.Contains(0) && group.Contains(1)));

        // Expected 2 of the 20 others: 200; five standard deviations of 13.4.
        Assert.InRange(together, 133, 267);
    }

    [Fact]
    public void Derive_WrongHashOrMoreGroupsThanMembers_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => GroupPartition.Derive(new byte[31], 9, 3));
        Assert.Throws<ArgumentException>(() => GroupPartition.Derive(Hash, 3, 4));
        Assert.Throws<ArgumentException>(() => GroupPartition.Derive(Hash, 3, 0));
    }
}
