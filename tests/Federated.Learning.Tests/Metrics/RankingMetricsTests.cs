using Federated.Learning.Metrics;

namespace Federated.Learning.Tests.Metrics;

public sealed class RankingMetricsTests
{
    private static readonly MetricFixture Fixture = MetricFixture.Part("ranking");

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(25)]
    public void NormalizedGain_GradedRelevanceAndTies_EqualsThePeer(int k)
    {
        float[][] relevances = Fixture.Rows("relevances"), scores = Fixture.Rows("scores");
        double[] expected = Fixture.Inner("ndcg").Numbers($"{k}");

        Assert.All(Enumerable.Range(0, expected.Length), list => Assert.Equal(expected[list], RankingMetrics.NormalizedGain(scores[list], relevances[list], k), 1e-9));
    }

    [Fact]
    public void RankMetrics_HandComputedLists_AreMeansOverTheLists()
    {
        int[] ranks = [1, 3, 11, 2];

        Assert.Equal(0.75, RankingMetrics.HitRate(ranks, 10));
        Assert.Equal((1 + (1 / 3.0) + (1 / 11.0) + 0.5) / 4, RankingMetrics.MeanReciprocalRank(ranks), 1e-15);
        Assert.Equal((1 + (1 / 3.0) + 0.5) / 4, RankingMetrics.MeanReciprocalRank(ranks, 10), 1e-15);
        Assert.Equal((1 + 0.5 + (1 / Math.Log2(3))) / 4, RankingMetrics.NormalizedGain(ranks, 10), 1e-15);
    }

    [Fact]
    public void NormalizedGain_OneRightItem_AgreesInBothForms()
    {
        float[] scores = [0.3f, 0.9f, 0.1f, 0.7f, 0.5f];
        for (int target = 0; target < scores.Length; target++)
        {
            float[] relevances = new float[scores.Length];
            relevances[target] = 1;

            Assert.Equal(RankingMetrics.NormalizedGain(scores, relevances, 3), RankingMetrics.NormalizedGain([RankingMetrics.Rank(scores, target)], 3), 1e-15);
        }
    }

    [Fact]
    public void Rank_Ties_CountAgainstTheTarget()
    {
        Assert.Equal(4, RankingMetrics.Rank([1, 1, 1, 1], 0));
        Assert.Equal(2, RankingMetrics.Rank([3, 2, 1], 1));
    }

    [Fact]
    public void RankMetrics_BadInput_IsRefused()
    {
        Assert.Contains("List 1 has rank 0", Assert.Throws<ArgumentException>(() => RankingMetrics.HitRate([1, 0], 5)).Message, StringComparison.Ordinal);
        Assert.Contains("Item 0 has relevance -1", Assert.Throws<ArgumentException>(() => RankingMetrics.NormalizedGain([1], [-1f], 5)).Message, StringComparison.Ordinal);
        Assert.Contains("Item 1 has score NaN", Assert.Throws<ArgumentException>(() => RankingMetrics.Rank([1, float.NaN], 0)).Message, StringComparison.Ordinal);
        Assert.Equal(0, RankingMetrics.NormalizedGain([1f, 2f], [0f, 0f], 2));
    }
}
