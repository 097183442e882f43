using Federated.Learning.Factorization;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Recommend;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Recommend;

public sealed class RecommendTaskTests
{
    [Fact]
    public void Ease_OfThreePartners_IsThatOfAllCustomersInOneTable()
    {
        JobSpec job = Purchases.Job();
        LocalTable[] partners = [.. Enumerable.Range(0, 3).Select(partner => Purchases.Partner(job, partner, 80 + (20 * partner)))];
        var run = new JointRun(job, partners);
        CustomerHistory[] all = [.. partners.SelectMany(table => new InteractionReader(job, InteractionFields.Of(job)).Read(table, ItemVocabulary.Of(job.Items), withValidation: false).Training)];
        (int Row, int Item)[] pairs = [.. all.SelectMany((customer, row) => customer.Items.Select(item => (row, item)))];
        var statistics = new EaseStatistics(Purchases.Items);
        statistics.Add(SparseRows.FromTriples(all.Length, Purchases.Items, [.. pairs.Select(pair => pair.Row)], [.. pairs.Select(pair => pair.Item)]));
        ReadOnlySpan<float> joint = ((SingleTensor)run.Model.Tensors.Single(tensor => tensor.Name == "weights/weight")).Values;
        Assert.Equal(EaseModel.Fit(statistics, 2).Weights.ToArray(), joint.ToArray());
        Assert.Equal(all.Length, run.Progress.Rows);
        Assert.Equal(2, run.States.Count - 1);
        Assert.Equal(2, run.Task.Describe(run.States[0]).TotalRounds);
        Assert.True(run.Figure("full_ndcg_joint") > run.Figure("full_ndcg_popularity") + 0.05, run.Progress.Headline);
        Assert.True(run.Figure("partner_ndcg_gain") is > -1 and < 1);
        run.AssertRefusesDamage();
    }

    [Fact]
    public void Penalty_NotWritten_IsChosenByHeldOutItemsInOneRoundMore()
    {
        JobSpec job = Purchases.Job("evaluation: {test_fraction: 0.3, validation_fraction: 0.3}");
        var run = new JointRun(job, [.. Enumerable.Range(0, 3).Select(partner => Purchases.Partner(job, partner, 80))]);
        Assert.Equal(3, run.States.Count - 1);
        run.AssertRefusesDamage();
        Assert.True(run.Figure("full_ndcg_joint") > run.Figure("full_ndcg_popularity"), run.Progress.Headline);
    }

    [Fact]
    public void Items_ThatNobodyListed_AreThoseThatCustomersAndPartnersEnoughHave()
    {
        JobSpec job = Purchases.Job("options: {penalty: 2, floor: 5, holders: 2}", isListed: false);
        var events = Enumerable.Range(0, 3).Select(partner => Purchases.Partner(job, partner, 60)).ToArray();
        LocalTable lonely = Purchases.Table(job, [.. Enumerable.Range(0, 30).Select(customer => ($"x{customer}", 99, 1.0, 4.0)), .. Enumerable.Repeat(("greedy", 55, 1.0, 4.0), 40)]);
        var run = new JointRun(job, [events[0], LocalTable.Concatenate([events[1], lonely]), events[2]]);
        IRecommender recommender = ((IRecommendingTask)run.Task).Recommender(run.Model, null);
        Assert.Equal(Enumerable.Range(0, Purchases.Items).Select(item => $"i{item}").Order(StringComparer.Ordinal), recommender.Items.Ids.Order(StringComparer.Ordinal));
        Assert.All(recommender.Of(events[0], new ListWish()), list => Assert.NotEmpty(list.Items));
        run.AssertRefusesDamage();
    }

    [Fact]
    public void Items_OfWhichNoneIsFrequent_EndTheJobWithAReason()
    {
        JobSpec job = Purchases.Job("options: {floor: 100000}", isListed: false);
        TaskStateException refusal = Assert.Throws<TaskStateException>(() => new JointRun(job, Purchases.Partner(job, 0, 20), Purchases.Partner(job, 1, 20), Purchases.Partner(job, 2, 20)));
        Assert.Contains("catalogue", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_OfCustomers_LeaveOutWhatTheyHaveAndSayWhy()
    {
        (JobSpec job, IRecommender recommender) = Trained();
        LocalTable rows = Purchases.Table(job, ("even", 2, 1, 4), ("even", 4, 2, 4), ("cold", -1, 1, 4), ("odd", 3, 1, 4), ("even", 6, 3, 4), ("odd", 5, 2, 4));
        CustomerList[] lists = [.. recommender.Of(rows, new ListWish { Top = 3, Reasons = 2 })];
        Assert.Equal([(0L, false), (2L, true), (3L, false)], lists.Select(list => (list.Row, list.IsCold)));
        Assert.All(lists[0].Items, listed => Assert.True(listed.Item is 8 or 10 or 0 or 1, $"{listed.Item} to one who buys even items"));
        Assert.All(lists[0].Items.Where(listed => listed.Item > 1), listed => Assert.Empty(listed.Because.Select(reason => reason.Item).Except([2, 4, 6])));
        Assert.All(lists[2].Items, listed => Assert.True(listed.Item is 7 or 9 or 11 or 0 or 1, $"{listed.Item} to one who buys odd items"));
        Assert.Equal(2, lists[0].Items[0].Because.Count);
        Assert.All(lists[1].Items, listed => Assert.Empty(listed.Because));
        Assert.Equal(Purchases.Items, recommender.Of(rows, new ListWish { Top = 50, IncludeBought = true }).First().Items.Count);
        Assert.Equal(Purchases.Items - 3, recommender.Of(rows, new ListWish { Top = 50 }).First().Items.Count);
    }

    [Fact]
    public void Lists_OfItemsThatWereHandedIn_AreThoseOfACustomerWithThem()
    {
        (JobSpec job, IRecommender recommender) = Trained();
        CustomerList read = recommender.Of(Purchases.Table(job, ("a", 2, 1, 4), ("a", 4, 2, 4)), new ListWish()).Single(), asked = recommender.Of([4, 2, 4], new ListWish());
        Assert.Equal(read.Items.Select(item => (item.Item, item.Score)), asked.Items.Select(item => (item.Item, item.Score)));
        Assert.True(recommender.Of([], new ListWish()).IsCold);
        Assert.Throws<ArgumentException>(() => recommender.Of([Purchases.Items], new ListWish()));
        Assert.Throws<ArgumentException>(() => recommender.Of([1], new ListWish { Top = 0 }));
        Assert.Throws<ArgumentException>(() => recommender.Of([1], new ListWish { Novelty = double.NaN }));
    }

    [Theory]
    [InlineData("item_knn")]
    [InlineData("popularity")]
    public void Kind_OfCountsAlone_TakesTwoRounds(string kind)
    {
        JobSpec job = Purchases.Job($"model: {{kind: {kind}}}");
        var run = new JointRun(job, [.. Enumerable.Range(0, 3).Select(partner => Purchases.Partner(job, partner, 60))]);
        Assert.Equal(2, run.States.Count - 1);
        Assert.Equal(run.Figure("hit_rate_joint"), run.Figure($"hit_rate_{kind}"), 1e-6);
        run.AssertRefusesDamage();
    }

    [Fact]
    public void Job_OfMoreItemsThanPairsAreCountedOf_IsRefusedBeforeItRuns()
    {
        string items = "id\n" + string.Concat(Enumerable.Range(0, 8_001).Select(item => $"i{item}\n"));
        JobSpec Job(string kind) => JobSpec.Parse(
            $"name: a\ntask: recommend\nmodel: {{kind: {kind}}}\nitems: i.csv\ncontract:\n  name: a\n  fields:\n    - {{name: customer, role: id}}\n    - {{name: product, type: category, role: item}}\n",
            "job.yaml", Federated.Tasks.Catalogue.TaskCatalogue.Declarations, _ => items);
        Assert.Contains("two_tower", Assert.Throws<ArgumentException>(() => new RecommendTask(Job("ease"))).Message, StringComparison.Ordinal);
        Assert.Equal(8_002, new RecommendTask(Job("popularity")) is var task ? task.Specify(task.Begin()).Length : 0);
    }

    [Fact]
    public void Present_OwnRows_ShowQualityListsExamplesAndWorth()
    {
        JobSpec job = Purchases.Job("evaluation: {test_fraction: 0.9}\noptions: {penalty: 2}");
        LocalTable[] partners = [.. Enumerable.Range(0, 4).Select(partner => Purchases.Partner(job, partner, 60))];
        var run = new JointRun(job, partners);
        Federated.Computations.NodeMemory memory = new();
        run.Task.Contribute(run.States[^2], new TaskData(partners[1], 1, memory), new Federated.Computations.Contribution(run.Task.Specify(run.States[^2])));
        TaskReport report = run.Task.Present(run.Model, memory.Current, partners[1]);
        Assert.Equal(["How good are the lists?", "What is recommended most?", "For example", "Is it worth it?"], report.Sections.Select(section => section.Title));
        Assert.Contains("Over the 4 partners", report.Summary, StringComparison.Ordinal);
        Assert.Equal(3, run.Task.Present(run.Model, null, partners[1]).Sections.Count);
        Assert.Equal(2, run.Task.Present(run.Model, null, null).Sections.Count);
        Assert.Throws<TaskStateException>(() => run.Task.Present(run.States[0], null, null));
    }

    [Fact]
    public void Score_OfRows_SaysWhichCommandGivesLists()
    {
        (JobSpec job, _) = Trained();
        var task = new RecommendTask(job);
        TaskStateException refusal = Assert.Throws<TaskStateException>(() => task.Score(task.Begin(), null, Purchases.Partner(job, 0, 3), ScoreOptions.ScoresOnly));
        Assert.Contains("fed-node recommend", refusal.Mend, StringComparison.Ordinal);
        Assert.Throws<TaskStateException>(() => task.Recommender(task.Begin(), null));
    }

    private static (JobSpec Job, IRecommender Recommender) Trained()
    {
        JobSpec job = Purchases.Job();
        var run = new JointRun(job, [.. Enumerable.Range(0, 3).Select(partner => Purchases.Partner(job, partner, 120))]);
        return (job, ((IRecommendingTask)run.Task).Recommender(run.Model, null));
    }
}
