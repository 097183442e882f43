using Federated.Tasks.Jobs;
using Federated.Tasks.Recommend;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Recommend;

public sealed class InteractionReaderTests
{
    [Fact]
    public void Histories_OfMixedRows_AreInOrderOfTimeEachItemOnceByItsLatest()
    {
        (CustomerHistory[] customers, long unknown) = Read("", ("ann", 3, 5, 5), ("bob", 1, 1, 5), ("ann", 2, 4, 5), ("ann", 3, 1, 5), ("ann", -1, 9, 5), ("ann", 7, 2, 5), ("ann", 2, 8, 5), ("cy", -1, 1, 5));
        Assert.Equal(2, unknown);
        Assert.Equal([7, 3, 2], customers[0].Items.ToArray());
        Assert.Equal([1], customers[1].Items.ToArray());
        Assert.Empty(customers[2].Items);
        Assert.Equal([0L, 1, 7], customers.Select(customer => customer.Row));
    }

    [Fact]
    public void Histories_RatingsAndTheMostItems_LimitWhatCounts()
    {
        Assert.Equal([4, 9], Read("options: {rating: [stars], positive_from: 4}", ("ann", 1, 1, 3.9), ("ann", 4, 2, 4), ("ann", 5, 3, double.NaN), ("ann", 9, 4, 5)).Customers[0].Items.ToArray());
        Assert.Equal([5, 9], Read("options: {most_items: 2}", ("ann", 1, 1, 5), ("ann", 9, 4, 5), ("ann", 5, 3, 5)).Customers[0].Items.ToArray());
    }

    [Fact]
    public void Histories_RowsWithoutATime_ComeFirstInTheOrderOfTheSource() =>
        Assert.Equal([6, 2, 8], Read("", ("ann", 8, 3, 5), ("ann", 6, double.NaN, 5), ("ann", 2, double.NaN, 5)).Customers[0].Items.ToArray());

    [Fact]
    public void Fields_TimeThatTheContractLacks_IsRefused()
    {
        JobSpec job = Purchases.Job("options: {time: [product]}");
        Assert.Contains("time", Assert.Throws<ArgumentException>(() => InteractionFields.Of(job)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CustomersOfThreeItems_GiveUpTheLatestInOnePartOnly()
    {
        JobSpec job = Purchases.Job("evaluation: {test_fraction: 0.4, validation_fraction: 0.5}");
        LocalTable table = Purchases.Table(job, [.. Enumerable.Range(0, 60).SelectMany(customer => Enumerable.Range(0, 2 + (customer % 3)).Select(item => ($"c{customer}", item, (double)item, 5.0)))]);
        Interactions own = Reader(job).Read(table, Vocabulary(job), withValidation: true), without = Reader(job).Read(table, Vocabulary(job), withValidation: false);
        Assert.Equal(60, own.Training.Length);
        Assert.NotEmpty(own.Test);
        Assert.NotEmpty(own.Validation);
        Assert.Empty(own.Test.Select(held => held.Customer.Key).Intersect(own.Validation.Select(held => held.Customer.Key)));
        Assert.All(own.Test.Concat(own.Validation), held => Assert.Equal(held.Customer.Items.Length, held.Item));
        Assert.All(own.Test, held => Assert.Equal(RowPart.Test, TrainTestSplit.PartOf(held.Customer.Key, 0.4, 0.5)));
        Assert.Equal(150 + 30 - own.Test.Length - own.Validation.Length, own.Training.Sum(customer => customer.Items.Length));
        Assert.Empty(without.Validation);
        Assert.Equal(own.Test, without.Test, (one, other) => one.Customer.Key == other.Customer.Key && one.Item == other.Item);
    }

    [Fact]
    public void Read_WithoutATime_HoldsOutWhatTheJobAndTheCustomerDecide()
    {
        JobSpec Timeless(string name) => JobSpec.Parse(
            $"name: {name}\ntask: recommend\nitems: i.csv\nevaluation: {{test_fraction: 0.9, salt: same}}\ncontract:\n  name: a\n  fields:\n    - {{name: customer, role: id}}\n    - {{name: product, type: category, role: item}}\n",
            "job.yaml", Federated.Tasks.Catalogue.TaskCatalogue.Declarations, _ => "id\na\nb\nc\nd\n");
        int[] HeldOut(JobSpec job, IEnumerable<int> customers)
        {
            var table = new LocalTableBuilder(job.Contract);
            foreach (int customer in customers)
            {
                for (int item = 0; item < 4; item++)
                    table.Add([item], 0, Purchases.Key(job, $"c{customer}"));
            }

            return [.. Reader(job).Read(table.Build(), Vocabulary(job), withValidation: false).Test.Select(held => held.Item)];
        }

        int[] once = HeldOut(Timeless("one"), Enumerable.Range(0, 40));
        Assert.Equal(once, HeldOut(Timeless("one"), Enumerable.Range(0, 40).Reverse()).Reverse());
        Assert.NotEqual(once, HeldOut(Timeless("two"), Enumerable.Range(0, 40)));
        Assert.Equal([0, 1, 2, 3], once.Distinct().Order());
    }

    private static (CustomerHistory[] Customers, long Unknown) Read(string settings, params (string, int, double, double)[] events)
    {
        JobSpec job = Purchases.Job(settings);
        var (customers, unknown) = Reader(job).Histories(Purchases.Table(job, events), Vocabulary(job));
        return ([.. customers], unknown);
    }

    private static InteractionReader Reader(JobSpec job) => new(job, InteractionFields.Of(job));

    private static ItemVocabulary Vocabulary(JobSpec job) => ItemVocabulary.Of(job.Items);
}
