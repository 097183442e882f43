using Federated.ClientNode.Scoring;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class ScoreGroupsTests
{
    private static readonly Arbitrary<float[]> Scores =
        Gen.Choose(0, 30).Select(number => number / 30f).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    [Fact]
    public void Of_TwentyDifferentScores_MakesTenthsOfThem()
    {
        float[] scores = [.. Enumerable.Range(0, 20).Select(row => row * 7 % 20 / 20f)];
        var groups = ScoreGroups.Of(scores);
        Assert.All(groups.CountBy(group => group), group => Assert.Equal(2, group.Value));
        Assert.Equal(10, groups[Array.IndexOf(scores, scores.Max())]);
        Assert.Equal(1, groups[Array.IndexOf(scores, scores.Min())]);
    }

    [Fact]
    public void Of_AnyScores_EachGroupCountsTheCustomersUpToIt() => Prop.ForAll(Scores, scores =>
    {
        var groups = ScoreGroups.Of(scores);
        return groups.Select((group, row) => group == (int)Math.Ceiling(10m * scores.Count(score => score <= scores[row]) / scores.Length)).All(holds => holds);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyScores_HigherNeverFallsBelowAndEqualsShareAGroup() => Prop.ForAll(Scores, scores =>
    {
        var groups = ScoreGroups.Of(scores);
        var ordered = scores.Zip(groups).OrderBy(pair => pair.First).ThenBy(pair => pair.Second).ToArray();
        return groups.Max() == 10 && groups.Min() >= 1
            && ordered.Zip(ordered.Skip(1)).All(pair => pair.First.First == pair.Second.First ? pair.First.Second == pair.Second.Second : pair.First.Second <= pair.Second.Second);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Cuts_AnyScores_PlaceEachOfThemInItsGroup() => Prop.ForAll(Scores, scores =>
    {
        var cuts = ScoreGroups.Cuts(scores);
        return cuts.Length == 9 && scores.Select(score => ScoreGroups.Of(score, cuts)).SequenceEqual(ScoreGroups.Of(scores));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_ScoreBeyondAllOthers_IsInTheOutermostGroup()
    {
        var cuts = ScoreGroups.Cuts([.. Enumerable.Range(0, 100).Select(row => row / 100f)]);
        Assert.Equal((1, 10), (ScoreGroups.Of(-5, cuts), ScoreGroups.Of(5, cuts)));
    }
}
