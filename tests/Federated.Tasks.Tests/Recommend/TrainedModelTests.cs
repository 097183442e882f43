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

        IRecommender recommender = ((IRecommendingTask)run.Task).Recommender(run.Model, null);
        CustomerList[] lists = [.. recommender.Of(partners[0], new ListWish())];
        Assert.All(lists, list => Assert.NotEmpty(list.Items));
        Assert.Equal(lists.Select(list => list.Items[0].Item), recommender.Of(partners[0], new ListWish()).Select(list => list.Items[0].Item));
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
