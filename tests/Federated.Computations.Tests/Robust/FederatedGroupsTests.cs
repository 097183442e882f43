using System.Collections.Immutable;
using Federated.Computations.Robust;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Robust;

public sealed class FederatedGroupsTests
{
    private static readonly byte[] Hash = [.. Enumerable.Range(0, 32).Select(index => (byte)(7 * index))];
    private static readonly string[] Names = [.. Enumerable.Range(0, 17).Select(member => $"partner-{member:00}")];
    private static readonly VectorMean Inner = new(2, results: 2);

    [Fact]
    public void Rounds_OneGroupAfterAnother_GiveTheRuleOverTheGroupsOwnMeans()
    {
        FederatedGroups<VectorMean.State, VectorMean.Node> computation = Five(RobustRule.TrimmedMean);
        VectorMean.Node[] nodes = Nodes();
        GroupedState<VectorMean.State> state = new(Inner.Start());
        double[][] means = [.. GroupPartition.Derive(Hash, 17, 5).Select(group => MeanOf(group.Select(member => nodes[member])))];

        var seen = new List<string>();
        for (int group = 0; group < 5; group++)
        {
            Assert.Equal(group, state.Group);
            seen.AddRange(computation.Turn(state));
            state = Round(computation, state, nodes);
        }

        Assert.Equal(Names, seen.Order(StringComparer.Ordinal));
        Assert.Equal((0, 1, 0), (state.Group, state.Inner.Results, state.Means.Length));
        double[] expected = RobustMean.Of(RobustRule.TrimmedMean, means, 1);
        Assert.Equal(expected[0], state.Inner.Mean[0], 1e-4);
        Assert.Equal(expected[1], state.Inner.Mean[1], 1e-4);
        Assert.False(computation.IsDone(state));
    }

    [Fact]
    public void Rounds_OneMemberThatSendsAnything_MovesTheMeanAndNotTheMedian()
    {
        FederatedGroups<VectorMean.State, VectorMean.Node> computation = Five(RobustRule.Median);
        VectorMean.Node[] nodes = [.. Enumerable.Range(0, 17).Select(member => new VectorMean.Node([1 + (0.01 * member), 2]))];
        GroupedState<VectorMean.State> state = new(Inner.Start());
        for (int group = 0; group < 5; group++)
        {
            int liars = computation.Turn(state).Count(name => name == Names[4]);
            SecureSum honest = SumOf(computation, state, nodes);
            state = computation.Apply(state, new SecureSum([honest.Values[0] + (1e12 * liars), honest.Values[1]], honest.Weight, honest.Contributors));
        }

        Assert.InRange(state.Inner.Mean[0], 1, 1.17);
    }

    [Fact]
    public void Contribute_OutOfTurnOrUnknown_IsRefusedBeforeTheRowsAreAsked()
    {
        FederatedGroups<VectorMean.State, VectorMean.Node> computation = Five(RobustRule.Median);
        GroupedState<VectorMean.State> state = new(Inner.Start());
        VectorMean.Node rows = new([1, 1]);
        string other = Names.First(name => !computation.Turn(state).Contains(name));

        foreach (string name in new[] { other, "stranger" })
        {
            string words = Assert.Throws<ContributionException>(
                () => computation.Contribute(state, new GroupMember<VectorMean.Node>(name, rows), new Contribution(computation.Specify(state)))).Message;
            Assert.Contains("turn of group 1 of 5", words, StringComparison.Ordinal);
        }

        Assert.Equal(0, rows.Asked);
    }

    [Fact]
    public void Apply_SumOfFewerThanLeastMembersOrOfMoreThanTheGroup_IsRefused()
    {
        FederatedGroups<VectorMean.State, VectorMean.Node> computation = Five(RobustRule.Median);
        GroupedState<VectorMean.State> state = new(Inner.Start());

        Assert.Throws<ContributionException>(() => computation.Apply(state, new SecureSum([1, 1], 2, 2)));
        Assert.Throws<ContributionException>(() => computation.Apply(state, new SecureSum([1, 1], 5, 5)));
        Assert.Throws<ContributionException>(() => computation.Apply(state, new SecureSum([1, 1, 1], 3, 3)));
        Assert.Single(computation.Apply(state, new SecureSum([1, 1], 3, 3)).Means);
    }

    [Fact]
    public void LeaveOut_AsLongAsTwoFAndThreeRemain_GoesOnWithTheOthers()
    {
        string[] names = [.. Enumerable.Range(0, 18).Select(member => $"p{member:00}")];
        var computation = new FederatedGroups<VectorMean.State, VectorMean.Node>(Inner, names, Hash, new GroupedOptions());
        GroupedState<VectorMean.State> state = new(Inner.Start());
        Assert.Equal(6, computation.Groups);

        state = computation.LeaveOut(state);
        for (int group = 1; group < 6; group++)
            state = computation.Apply(state, new SecureSum([3 * group, 0], 3, 3));
        Assert.Equal(3, state.Inner.Mean[0], 1e-12);

        state = computation.LeaveOut(computation.LeaveOut(state));
        for (int group = 2; group < 5; group++)
            state = computation.Apply(state, new SecureSum([0, 0], 3, 3));
        Assert.Contains("at least 5", Assert.Throws<ContributionException>(() => computation.Apply(state, new SecureSum([0, 0], 3, 3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_TooFewMembersForTheBadOnes_AreRefusedWithTheNumberThatIsNeeded()
    {
        string Refusal(int members, GroupedOptions options) => Assert.Throws<ContributionException>(
            () => new FederatedGroups<VectorMean.State, VectorMean.Node>(Inner, [.. Enumerable.Range(0, members).Select(member => $"p{member}")], Hash, options)).Message;

        Assert.Contains("15 members", Refusal(14, new GroupedOptions()), StringComparison.Ordinal);
        Assert.Contains("28 members", Refusal(27, new GroupedOptions { Byzantine = 2, Spare = 1 }), StringComparison.Ordinal);
        Assert.Equal(7, new GroupedOptions { Byzantine = 2, Spare = 1 }.GroupsOf(28));
    }

    [Theory]
    [InlineData(24, 7, 7)]
    [InlineData(24, null, 8)]
    [InlineData(21, 8, 7)]
    public void Groups_WithAMost_AreNoMoreThanThat(int members, int? most, int expected)
        => Assert.Equal(expected, new GroupedOptions { Byzantine = 2, MostGroups = most }.GroupsOf(members));

    [Fact]
    public void Groups_NameTwice_IsRefused()
        => Assert.Throws<ArgumentException>(() => new FederatedGroups<VectorMean.State, VectorMean.Node>(Inner, [.. Names, Names[0]], Hash, new GroupedOptions()));

    [Fact]
    public void Options_FewerGroupsThanTheBadOnesTake_AreRefused()
        => Assert.Contains("at least 7", Assert.Throws<ArgumentException>(() => new GroupedOptions { Byzantine = 2, MostGroups = 6 }.Validate()).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        string words = Assert.Throws<ArgumentException>(() => new GroupedOptions { Rule = (RobustRule)9, Byzantine = -1, LeastMembers = 2, Spare = -1, MostGroups = 2 }.Validate()).Message;

        Assert.All(["rule", "bad members", "least members", "spare", "most groups"], word => Assert.Contains(word, words, StringComparison.Ordinal));
    }

    [Fact]
    public void Snapshot_InTheMiddle_ComesBackAndHostileOnesAreRefused()
    {
        FederatedGroups<VectorMean.State, VectorMean.Node> computation = Five(RobustRule.Median);
        GroupedState<VectorMean.State> state = Round(computation, computation.LeaveOut(new(Inner.Start())), Nodes());
        ModelSnapshot written = GroupedSnapshot.Write(state, VectorMean.Write);

        GroupedState<VectorMean.State> read = GroupedSnapshot.Read(Safetensors.Read(Safetensors.Write(written)), VectorMean.Read, computation);
        Assert.Equal(written.ContentHash(), GroupedSnapshot.Write(read, VectorMean.Write).ContentHash());
        Assert.Equal((2, 1), (read.Group, read.Means.Length));

        (string Name, int Index, double Figure)[] hostile =
            [("groups.progress", 0, 5), ("groups.progress", 0, 0), ("groups.progress", 1, 0), ("groups.progress", 1, 2), ("groups.sizes", 0, 0), ("groups.sizes", 1, 0.5), ("groups.sizes", 0, 1e6), ("groups.means", 1, double.NaN)];
        Assert.All(hostile, change =>
            Assert.Throws<ContributionException>(() => GroupedSnapshot.Read(SimulatedRounds.With(written, change.Name, change.Index, change.Figure), VectorMean.Read, computation)));
    }

    private static FederatedGroups<VectorMean.State, VectorMean.Node> Five(RobustRule rule) => new(Inner, Names, Hash, new GroupedOptions { Rule = rule });

    private static VectorMean.Node[] Nodes() => [.. Enumerable.Range(0, 17).Select(member => new VectorMean.Node([member, -member * member / 10.0], 1 + (member % 4)))];

    private static double[] MeanOf(IEnumerable<VectorMean.Node> group)
        => [.. Enumerable.Range(0, 2).Select(coordinate => group.Sum(node => node.Weight * node.Vector[coordinate]) / group.Sum(node => node.Weight))];

    private static GroupedState<VectorMean.State> Round(
        FederatedGroups<VectorMean.State, VectorMean.Node> computation, GroupedState<VectorMean.State> state, VectorMean.Node[] nodes)
        => computation.Apply(state, SumOf(computation, state, nodes));

    private static SecureSum SumOf(FederatedGroups<VectorMean.State, VectorMean.Node> computation, GroupedState<VectorMean.State> state, VectorMean.Node[] nodes)
    {
        ImmutableHashSet<string> turn = [.. computation.Turn(state)];
        return SimulatedSum.Quantised(
            computation, state, Names.Zip(nodes, (name, rows) => new GroupMember<VectorMean.Node>(name, rows)).Where(member => turn.Contains(member.Name)), seed: 3);
    }
}
