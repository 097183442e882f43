using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Tests.Cohort;

public sealed class CohortGraphTests
{
    [Theory]
    [InlineData(12, 4)]
    [InlineData(31, 6)]
    [InlineData(100, 42)]
    [InlineData(9, 8)]
    public void Derive_AnyHash_EverybodyHasTheDegreeAndNeighboursAreMutual(int size, int degree)
    {
        CohortGraph graph = CohortGraph.Derive(Digest.Of("cohort"u8), size, degree);

        Assert.All(Enumerable.Range(0, size), one =>
        {
            Assert.Equal(degree, Enumerable.Range(0, size).Count(other => graph.AreNeighbours(one, other)));
            Assert.All(Enumerable.Range(0, size), other => Assert.Equal(graph.AreNeighbours(one, other), graph.AreNeighbours(other, one)));
        });
        Assert.False(graph.AreNeighbours(0, size));
        Assert.False(graph.AreNeighbours(-1, 0));
    }

    [Fact]
    public void Derive_OtherHash_OtherNeighbours()
    {
        string[] graphs = [.. Enumerable.Range(0, 20).Select(seed => NeighboursOfTheFirst(CohortGraph.Derive(Digest.Of([(byte)seed]), 60, 6)))];

        Assert.Equal(20, graphs.Distinct().Count());
        Assert.Equal(graphs[3], NeighboursOfTheFirst(CohortGraph.Derive(Digest.Of([3]), 60, 6)));
    }

    [Fact]
    public void Derive_ManyHashes_EveryOtherMemberIsANeighbourAboutAsOften()
    {
        int[] met = new int[21];
        for (int seed = 0; seed < 2000; seed++)
        {
            CohortGraph graph = CohortGraph.Derive(Digest.Of(BitConverter.GetBytes(seed)), 21, 4);
            for (int other = 1; other < 21; other++)
            {
                met[other] += graph.AreNeighbours(0, other) ? 1 : 0;
            }
        }

        // 2000 · 4/20 = 400 each; five standard deviations are 90.
        Assert.All(met[1..], count => Assert.InRange(count, 310, 490));
    }

    [Fact]
    public void FewestInAnArc_SurvivorsWithAGap_IsCountedAroundTheRing()
    {
        CohortGraph graph = CohortGraph.Derive(Digest.Of("ring"u8), 20, 8);
        int[] arc = Arc(graph, start: 3, length: 4);

        MemberSet everyone = new(Enumerable.Range(0, 20));
        Assert.Equal(4, graph.FewestInAnArc(everyone));
        Assert.Equal(0, graph.FewestInAnArc(everyone.Without(new MemberSet(arc.Order()))));
        Assert.Equal(1, graph.FewestInAnArc(everyone.Without(new MemberSet(arc[1..].Order()))));
        Assert.Equal(4, graph.FewestInAnArc(everyone.Without(new MemberSet([]))));
    }

    [Fact]
    public void HoldsShareOf_OwnSecret_OnTheCompleteGraphOnly()
    {
        CohortGraph complete = CohortGraph.Derive(Digest.Of("h"u8), 10, 9);
        CohortGraph sparse = CohortGraph.Derive(Digest.Of("h"u8), 10, 4);

        Assert.True(complete.IsComplete && complete.HoldsShareOf(2, 2));
        Assert.False(sparse.IsComplete || sparse.HoldsShareOf(2, 2));
    }

    private static string NeighboursOfTheFirst(CohortGraph graph) => string.Join(',', Enumerable.Range(0, graph.Size).Where(other => graph.AreNeighbours(0, other)));

    // Members that stand side by side have the most neighbours in common: 6 of 8 here, against 5 at two places' distance.
    private static int[] Arc(CohortGraph graph, int start, int length)
    {
        List<int> arc = [start];
        while (arc.Count < length)
        {
            arc.Add(Enumerable.Range(0, graph.Size).Where(member => !arc.Contains(member)).MaxBy(member => Common(graph, arc[^1], member)));
        }

        return [.. arc];
    }

    private static int Common(CohortGraph graph, int one, int other) => Enumerable.Range(0, graph.Size).Count(member => graph.AreNeighbours(one, member) && graph.AreNeighbours(other, member));
}
