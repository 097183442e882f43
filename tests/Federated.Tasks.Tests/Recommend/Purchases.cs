using System.Globalization;
using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Recommend;

/// <summary>Partners' purchases: customers of two tastes, each with items of its own and a few that everybody buys.</summary>
internal static class Purchases
{
    public const int Items = 12;

    public static JobSpec Job(string settings = "options: {penalty: 2}", bool isListed = true) => JobSpec.Parse(
        $"name: lists\ntask: recommend\n{(isListed ? "items: items.csv\n" : "")}contract:\n  name: purchases\n  fields:\n    - {{name: customer, role: id}}\n"
        + $"    - {{name: product, type: {(isListed ? "category" : "text")}, role: item}}\n    - {{name: time, type: integer, min: 0, max: 1000}}\n    - {{name: stars, type: number, min: 0, max: 5}}\n{settings}\n",
        "job.yaml", TaskCatalogue.Declarations, _ => "id,name\n" + string.Concat(Enumerable.Range(0, Items).Select(item => $"i{item},Item {item}\n")));

    /// <summary>A table of events: customer, item (−1 for one that is not in common), time (NaN for none), stars.</summary>
    public static LocalTable Table(JobSpec job, params (string Customer, int Item, double Time, double Stars)[] events)
    {
        var table = new LocalTableBuilder(job.Contract);
        bool isListed = !job.Contract.Item!.IsText;
        foreach ((string customer, int item, double time, double stars) in events)
            table.Add([isListed ? item : double.NaN, time, stars], 0, Key(job, customer), isListed ? default : new string?[] { item < 0 ? null : $"i{item}", null, null });
        return table.Build();
    }

    public static ulong Key(JobSpec job, string customer) => TrainTestSplit.KeyOfId(job.Evaluation.Salt, Encoding.UTF8.GetBytes(customer));

    /// <summary>The purchases of some partner's customers.</summary>
    public static LocalTable Partner(JobSpec job, int partner, int customers)
    {
        var generator = new SeededGenerator((ulong)partner + 1);
        var events = new List<(string, int, double, double)>();
        for (int customer = 0; customer < customers; customer++)
        {
            int taste = generator.NextBelow(2);
            int[] items = [.. Enumerable.Range(0, Items)];
            generator.Shuffle<int>(items);
            IEnumerable<int> bought = items.Where(item => item < 2 ? generator.NextBelow(2) == 0 : item % 2 == taste && generator.NextBelow(4) > 0);
            events.AddRange(bought.Select((item, place) => (string.Create(CultureInfo.InvariantCulture, $"c{partner}-{customer}"), item, (double)place, 4.0)));
            if (customer % 7 == 0)
                events.Add((string.Create(CultureInfo.InvariantCulture, $"c{partner}-{customer}"), -1, 500, 4));
        }

        return Table(job, [.. events]);
    }
}
