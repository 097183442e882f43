using System.Globalization;
using System.Text;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Conformance.Tests.Recommend;

/// <summary>Which areas of a web site each of 32,710 visitors saw (msweb), by blocks of visitors.</summary>
internal static class WebVisits
{
    public static bool IsPresent => File.Exists(Visits);

    private static string Folder => Path.Combine(ReferenceMaterial.Folder ?? "", "data", "msweb");

    private static string Visits => Path.Combine(Folder, "msweb.csv");

    /// <summary>A job over the areas as its items.</summary>
    public static JobSpec Job(string name, string settings) => JobSpec.Parse(
        $"name: {name}\ntask: recommend\nitems: items.csv\ncontract:\n  name: visits\n  fields:\n    - {{name: user, role: id}}\n    - {{name: item, type: category, role: item}}\n{settings}\n",
        "job.yaml", TaskCatalogue.Declarations, _ => "id,name" + File.ReadAllText(Path.Combine(Folder, "items.csv"))["\"item\",\"label\"".Length..]);

    /// <summary>The visitors in equal blocks, dealt out by an order that the seed decides.</summary>
    public static IReadOnlyList<LocalTable> Blocks(JobSpec job, int blocks, int seed)
    {
        int[] places = [.. job.Items.Ids.Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        Dictionary<int, int> placeOf = places.Select((id, place) => (id, place)).ToDictionary(each => each.id, each => each.place);
        LocalTableBuilder[] builders = [.. Enumerable.Range(0, blocks).Select(_ => new LocalTableBuilder(job.Contract))];
        foreach (string line in File.ReadLines(Visits).Skip(1).Where(line => line.Length > 0))
        {
            string[] cells = line.Split(',');
            ulong key = TrainTestSplit.KeyOfId(job.Evaluation.Salt, Encoding.UTF8.GetBytes(cells[0]));
            ulong dealt = TrainTestSplit.KeyOfId(string.Create(CultureInfo.InvariantCulture, $"block {seed}"), Encoding.UTF8.GetBytes(cells[0]));
            builders[dealt % (ulong)blocks].Add([placeOf[int.Parse(cells[1], CultureInfo.InvariantCulture)]], 0, key);
        }

        return [.. builders.Select(builder => builder.Build())];
    }
}
