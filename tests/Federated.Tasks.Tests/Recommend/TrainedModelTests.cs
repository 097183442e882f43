using Federated.Tasks.Jobs;
using Federated.Tasks.Recommend;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Recommend;

/// <summary>The models that rounds train, through the whole task.</summary>
public sealed class TrainedModelTests
{
    [Theory]
    [InlineData("gru4rec", 6)]
    [InlineData("sasrec", 12)]
    [InlineData("two_tower", 6)]
    [InlineData("factors", 20)]
    public void Model_TrainedByThreePartners_RanksBetterThanPopularity(string kind, int rounds)
    {
        JobSpec job = Purchases.Job($"model: {{kind: {kind}}}\noptions: {{rounds: {rounds}, width: 8, most_customers: 1000}}");
        LocalTable[] partners = [.. Enumerable.Range(0, 3).Select(partner => Purchases.Partner(job, partner, 80 + (20 * partner)))];
        var run = new JointRun(job, partners);
        Assert.Equal(rounds + 2, run.States.Count - 1);
        Assert.True(run.Figure("full_ndcg_joint") > run.Figure("full_ndcg_popularity") + 0.01, run.Progress.Headline);

        Assert.InRange(run.Figure("diversity"), 0.01, 0.99);
        Assert.InRange(run.Figure("coverage"), 0.5, 1);
        Assert.InRange(run.Figure("novelty"), 0.1, 10);

        IRecommender recommender = ((IRecommendingTask)run.Task).Recommender(run.Model, null);
        CustomerList[] lists = [.. recommender.Of(partners[0], new ListWish())];
        Assert.All(lists, list => Assert.NotEmpty(list.Items));
        AssertReasons(recommender);
        AssertWishes(recommender);
        Assert.Equal(lists.Select(list => list.Items[0].Item), recommender.Of(partners[0], new ListWish()).Select(list => list.Items[0].Item));
    }

    // Items of one taste are even or odd; items 0 and 1 everybody buys.
    private static void AssertReasons(IRecommender recommender)
    {
        foreach (int taste in new[] { 0, 1 })
        {
            int[] items = [0, 1, 2 + taste, 4 + taste, 6 + taste];
            ListedItem[] listed = [.. recommender.Of(items, new ListWish { Top = 2, Reasons = 10 }).Items.Where(item => item.Item % 2 == taste)];
            Assert.NotEmpty(listed);
            Assert.All(listed, item =>
            {
                Assert.NotEmpty(item.Because);
                Assert.Empty(item.Because.Select(reason => reason.Item).Except(items));
                Assert.Equal(item.Because.OrderByDescending(reason => reason.Share), item.Because);
                Assert.Equal(1, item.Because.Sum(reason => reason.Share), 1e-9);
                Assert.True(item.Because.Where(reason => reason.Item > 1).Sum(reason => reason.Share) > 0.5, string.Join(", ", item.Because));
            });
            Assert.All(recommender.Of(items, new ListWish { Reasons = 0 }).Items, item => Assert.Empty(item.Because));
        }
    }

    private static void AssertWishes(IRecommender recommender)
    {
        int[] Of(ListWish wish) => [.. recommender.Of([2, 4], wish with { Top = 4 }).Items.Select(item => item.Item)];
        Assert.DoesNotContain(2, Of(new ListWish()));
        Assert.NotEqual(Of(new ListWish()), Of(new ListWish { Novelty = 1 }));
        Assert.NotEqual(Of(new ListWish()), Of(new ListWish { Diversity = 1 }));
        Assert.Equal(Purchases.Items, recommender.Of([2, 4], new ListWish { Top = 50, IncludeBought = true }).Items.Count);
    }

    [Theory]
    [InlineData("two_tower", "two items in common")]
    [InlineData("factors", "nothing to learn from")]
    public void Contribute_OfAPartnerWithoutCommonItems_SaysWhyNothingWasSent(string kind, string reason)
    {
        JobSpec job = Purchases.Job($"model: {{kind: {kind}}}\noptions: {{rounds: 3, width: 4}}");
        LocalTable nothing = Purchases.Table(job, ("a", -1, 1.0, 4.0));
        var fault = Assert.ThrowsAny<Exception>(() => new JointRun(job, Purchases.Partner(job, 0, 60), Purchases.Partner(job, 1, 60), nothing));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}
