using System.Globalization;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Recommend;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Recommend;

/// <summary>Items that nobody has yet, of a catalogue whose attributes say who likes them.</summary>
public sealed class NewItemTests
{
    private const int Items = 48, Genres = 4, Partners = 3, Customers = 60;

    [Theory]
    [InlineData("ease", "penalty: 5")]
    [InlineData("two_tower", "rounds: 10, width: 8, most_customers: 1000")]
    [InlineData("factors", "rounds: 40, width: 8, most_customers: 1000")]
    public void Lists_ShowNewItems_ToThoseWhoLikeTheirKind(string kind, string options)
    {
        double described = LikedPlace(Job(kind, options, isDescribed: true)), bare = LikedPlace(Job(kind, options, isDescribed: false));
        Assert.True(described < 0.37 && described < bare - 0.1, $"{described} with attributes, {bare} without");
    }

    [Fact]
    public void Reasons_OfANewItem_AreItemsOfItsKind()
    {
        JobSpec job = Job("ease", "penalty: 5", isDescribed: true);
        IRecommender recommender = Trained(job);
        CustomerList list = recommender.Of([4, 8, 13], new ListWish { Top = Items, Reasons = 3 });
        ListedItem listed = list.Items.Single(item => item.Item == 0);
        Assert.Contains(listed.Because[0].Item, (int[])[4, 8]);
        Assert.InRange(listed.Because.Sum(reason => reason.Share), 0.99, 1.01);
        Assert.All(listed.Because, reason => Assert.InRange(reason.Share, 0.0, 1.0));
    }

    // Where new items of the genre that a customer likes stand in its list, 0 being the top; by chance and by popularity 0.5 or worse.
    private static double LikedPlace(JobSpec job)
    {
        IRecommender recommender = Trained(job);
        var places = new List<double>();
        for (int genre = 0; genre < Genres; genre++)
        {
            CustomerList list = recommender.Of([genre + 4, genre + 12, genre + 24], new ListWish { Top = Items, Reasons = 0 });
            int[] order = [.. list.Items.Select(item => item.Item)];
            Assert.Equal(Items - 3, order.Length);
            places.AddRange(Enumerable.Range(0, Items).Where(item => IsNew(item) && item % Genres == genre).Select(item => Array.IndexOf(order, item) / (double)(order.Length - 1)));
        }

        return places.Average();
    }

    private static IRecommender Trained(JobSpec job)
    {
        var run = new JointRun(job, [.. Enumerable.Range(0, Partners).Select(partner => Partner(job, partner))]);
        return ((IRecommendingTask)run.Task).Recommender(run.Model, null);
    }

    private static bool IsNew(int item) => item < Genres || item >= Items - Genres;

    private static JobSpec Job(string kind, string options, bool isDescribed) => JobSpec.Parse(
        $"name: new\ntask: recommend\nmodel: {{kind: {kind}}}\nitems: items.csv\noptions: {{{options}}}\nevaluation: {{test_fraction: 0.2, validation_fraction: 0}}\ncontract:\n  name: purchases\n  fields:\n    - {{name: customer, role: id}}\n    - {{name: product, type: category, role: item}}\n",
        "job.yaml", TaskCatalogue.Declarations,
        _ => $"id,name{(isDescribed ? ",genre,year" : "")}\n" + string.Concat(Enumerable.Range(0, Items).Select(item => $"i{item},Item {item}{(isDescribed ? $",all|genre {item % Genres},{1950 + (item * 7 % 60)}" : "")}\n")));

    private static LocalTable Partner(JobSpec job, int partner)
    {
        var generator = new SeededGenerator((ulong)partner + 1);
        var table = new LocalTableBuilder(job.Contract);
        for (int customer = 0; customer < Customers; customer++)
        {
            int genre = generator.NextBelow(Genres);
            ulong key = Purchases.Key(job, string.Create(CultureInfo.InvariantCulture, $"c{partner}-{customer}"));
            for (int item = 0; item < Items; item++)
            {
                if (!IsNew(item) && generator.NextBelow(10) < (item % Genres == genre ? 5 : 1))
                    table.Add([item], 0, key);
            }
        }

        return table.Build();
    }
}
