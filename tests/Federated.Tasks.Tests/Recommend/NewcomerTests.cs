using System.Globalization;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Recommend;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Recommend;

/// <summary>Customers of whom no item is known: what their own fields say, where the contract has such.</summary>
public sealed class NewcomerTests
{
    private const int Items = 20;

    [Theory]
    [InlineData("ease", "penalty: 5", 3)]
    [InlineData("two_tower", "rounds: 1, width: 4, most_customers: 1000", 4)]
    public void Lists_OfNewCustomers_AreThoseOfTheirRegion(string kind, string options, int rounds)
    {
        JobSpec job = Job(kind, options);
        var run = new JointRun(job, [.. Enumerable.Range(0, 3).Select(partner => Partner(job, partner))]);
        Assert.Equal(rounds, run.States.Count - 1);
        IRecommender recommender = ((IRecommendingTask)run.Task).Recommender(run.Model, null);
        var table = new LocalTableBuilder(job.Contract);
        for (int region = -1; region < 2; region++)
            table.Add([-1, region], 0, (ulong)(region + 10));
        CustomerList[] lists = [.. recommender.Of(table.Build(), new ListWish { Top = 5 })];
        Assert.All(lists, list => Assert.True(list.IsCold));
        Assert.All(lists[1].Items, item => Assert.Equal(0, item.Item % 2));
        Assert.All(lists[2].Items, item => Assert.Equal(1, item.Item % 2));
        Assert.Equal(recommender.Of([], new ListWish { Top = 5 }).Items.Select(item => item.Item), lists[0].Items.Select(item => item.Item));
        Assert.Contains(lists[0].Items, item => item.Item % 2 == 0);
        Assert.Contains(lists[0].Items, item => item.Item % 2 == 1);
        run.AssertRefusesDamage();
    }

    private static JobSpec Job(string kind, string options) => JobSpec.Parse(
        $"name: regions\ntask: recommend\nmodel: {{kind: {kind}}}\nitems: items.csv\noptions: {{{options}}}\nevaluation: {{test_fraction: 0.2, validation_fraction: 0}}\ncontract:\n  name: purchases\n  fields:\n    - {{name: customer, role: id}}\n    - {{name: product, type: category, role: item}}\n    - {{name: region, type: category, values: [north, south]}}\n",
        "job.yaml", TaskCatalogue.Declarations, _ => "id\n" + string.Concat(Enumerable.Range(0, Items).Select(item => $"i{item}\n")));

    // The north buys even items more, the south odd ones; some rows do not say the region.
    private static LocalTable Partner(JobSpec job, int partner)
    {
        var generator = new SeededGenerator((ulong)partner + 1);
        var table = new LocalTableBuilder(job.Contract);
        for (int customer = 0; customer < 80; customer++)
        {
            int region = generator.NextBelow(2);
            ulong key = Purchases.Key(job, string.Create(CultureInfo.InvariantCulture, $"c{partner}-{customer}"));
            for (int item = 0; item < Items; item++)
            {
                if (generator.NextBelow(10) < (item % 2 == region ? 5 : 2))
                    table.Add([item, item % 3 == 0 ? -1 : region], 0, key);
            }
        }

        return table.Build();
    }
}
