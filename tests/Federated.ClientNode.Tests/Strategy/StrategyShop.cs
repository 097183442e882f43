using System.Globalization;
using System.Text;
using Federated.ClientNode.Data;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Strategy;
using Federated.ClientNode.Tests.Join;
using Federated.Computations;
using Federated.Learning.Randomness;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Tests.Strategy;

/// <summary>A made-up shop: a campaign that works for those who visit often, or for all alike; what customers bought; what was shown to them; and jobs over each table.</summary>
internal static class StrategyShop
{
    public const int Customers = 3000;

    private const string Traits = """
            - {name: customer, role: id}
            - {name: visits, type: number, min: 0, max: 1}
            - {name: member, type: boolean}
        """;

    private static readonly Dictionary<string, Lazy<SavedModel>> Models = new Dictionary<string, (string Fields, string More, string File)>
    {
        ["uplift"] = ($"{Traits}\n    - {{name: treatment, type: boolean}}\n    - {{name: bought, type: boolean, role: label}}", "options: {permutations: 99, learner: t}", "campaign.csv"),
        ["uplift-alike"] = ($"{Traits}\n    - {{name: treatment, type: boolean}}\n    - {{name: bought, type: boolean, role: label}}", "options: {permutations: 99, learner: t}", "alike.csv"),
        ["response"] = ($"{Traits}\n    - {{name: bought, type: boolean, role: label}}", "model: {kind: naive_bayes}", "campaign.csv"),
        ["value"] = ($"{Traits}\n    - {{name: spend, type: number, min: 0, max: 500, role: label}}", "", "campaign.csv"),
        ["segments"] = (Traits, "options: {fewest: 2, most: 3, floor: 5, restarts: 2, samples: 2, cells: 8}", "campaign.csv"),
        ["recommend"] = ("    - {name: customer, role: id}\n    - {name: product, type: category, role: item}", "items: items.csv\noptions: {penalty: 20}", "baskets.csv"),
        ["creative"] = ($"{Traits}\n    - {{name: arm, type: category, values: [voucher, gift, news]}}\n    - {{name: propensity, type: number, min: 0, max: 1}}\n    - {{name: clicked, type: boolean, role: label}}", "", "shown.csv"),
        ["click"] = ($"{Traits}\n    - {{name: channel, type: category, values: [email, phone, post], role: group}}\n    - {{name: clicked, type: boolean, role: label}}", "options: {bucket_bits: 8, steps: 6, importance: false}", "shown.csv"),
    }.ToDictionary(each => each.Key, each => new Lazy<SavedModel>(() => Train(each.Key, each.Value.Fields, each.Value.More, each.Value.File)));

    /// <summary>The finished model of a task; "uplift-alike" of a campaign that works for all alike.</summary>
    public static SavedModel Model(string name) => Models[name].Value;

    /// <summary>A model over the table of this shop that is its own, with a mark.</summary>
    public static StrategyInput Input(TemporaryDirectory folder, string name, int mark) =>
        new(mark, Model(name), null, DataMapping.Load(folder.File($"{name}.yaml")), DateTimeOffset.UnixEpoch, $"fed-node score {name}");

    /// <summary>Writes all tables and a mapping to each.</summary>
    public static void Write(TemporaryDirectory folder)
    {
        foreach (var (file, text) in new[] { ("campaign.csv", Campaign(0.8)), ("alike.csv", Campaign(0)), ("baskets.csv", Baskets()), ("shown.csv", Shown()), ("codes.csv", Codes()) })
            folder.Write(file, text);
        foreach (var (name, file) in new[] { ("uplift", "campaign.csv"), ("uplift-alike", "alike.csv"), ("response", "campaign.csv"), ("value", "campaign.csv"), ("segments", "campaign.csv"), ("creative", "shown.csv"), ("click", "shown.csv") })
            folder.Write($"{name}.yaml", $"source: {file}\n");
        folder.Write("recommend.yaml", "source: baskets.csv\ncolumns: {product: {codes: codes.csv}}\n");
    }

    private static SavedModel Train(string name, string fields, string more, string file)
    {
        using var folder = new TemporaryDirectory();
        Write(folder);
        var task = name.Split('-')[0];
        var job = JobSpec.Parse($"name: {name}\ntask: {task}\nevaluation: {{test_fraction: 0.3, validation_fraction: 0}}\n{more}\ncontract:\n  name: {name}-v1\n  fields:\n{fields}\n", "job.yaml", TaskCatalogue.Declarations, _ => Items());
        var table = TableReader.Read(job.Contract, DataMapping.Load(folder.File($"{name}.yaml")), job.Evaluation.Salt, ReadPurpose.Training).Table!;
        var computation = TaskCatalogue.For(job);
        var memory = new NodeMemory();
        var state = computation.Begin();
        while (!computation.IsDone(state))
        {
            var contribution = new Contribution(computation.Specify(state));
            computation.Contribute(state, new TaskData(table, 1, memory), contribution);
            state = computation.Apply(state, new SecureSum(contribution.Values.ToArray(), 1, 1));
        }

        return new SavedModel($"{name}-1a2b", job, state);
    }

    private static string Campaign(double strength)
    {
        var generator = new SeededGenerator(3);
        var text = new StringBuilder("customer,visits,member,treatment,bought,spend\n");
        for (var row = 0; row < Customers; row++)
        {
            double visits = generator.NextDouble(), chance = 0.25 + (0.1 * visits);
            int member = generator.NextBelow(2), treated = generator.NextBelow(2);
            chance += treated * (0.12 + (strength * (visits - 0.5)));
            var bought = generator.NextDouble() < chance;
            text.Append(CultureInfo.InvariantCulture, $"c{row},{visits:0.0000},{member},{treated},{(bought ? 1 : 0)},{(bought ? 20 + (30 * visits) + (20 * member) + generator.NextBelow(10) : 0):0.00}\n");
        }

        return text.ToString();
    }

    // The first customers buy; one buys who is in no other table.
    private static string Baskets()
    {
        var generator = new SeededGenerator(4);
        var text = new StringBuilder("customer,product\n");
        for (var customer = 0; customer < 300; customer++)
        {
            for (var bought = 0; bought < 4; bought++)
                text.Append(CultureInfo.InvariantCulture, $"c{customer},SKU-{((customer % 2) * 6) + generator.NextBelow(6)}\n");
        }

        return text.Append("only-bought,SKU-1\nonly-bought,SKU-2\n").ToString();
    }

    private static string Shown()
    {
        var generator = new SeededGenerator(5);
        string[] arms = ["voucher", "gift", "news"], channels = ["email", "phone", "post"];
        var text = new StringBuilder("customer,visits,member,arm,propensity,channel,clicked\n");
        for (var row = 0; row < 2000; row++)
        {
            int arm = generator.NextBelow(3), channel = generator.NextBelow(3);
            var visits = generator.NextDouble();
            var clicked = generator.NextDouble() < 0.1 + (arm == 0 ? 0.15 : 0) + (channel == 1 ? 0.2 : 0);
            text.Append(CultureInfo.InvariantCulture, $"c{row % 1000},{visits:0.000},{row % 2},{arms[arm]},0.3333,{channels[channel]},{(clicked ? 1 : 0)}\n");
        }

        return text.ToString();
    }

    private static string Items() => "id,name\n" + string.Concat(Enumerable.Range(0, 12).Select(item => $"i{item},Item {item}\n"));

    private static string Codes() => "code,product\n" + string.Concat(Enumerable.Range(0, 12).Select(item => $"SKU-{item},i{item}\n"));
}
