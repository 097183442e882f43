using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Tests.Lifetime;
using Federated.Tasks.Tests.Segments;
using Federated.Tasks.Tests.Sentiment;
using Federated.Tasks.Tests.Value;

namespace Federated.Tasks.Tests.Worth;

/// <summary>For each task some partners whose customers are alike, and a last one whose customers behave the other way.</summary>
internal static class OpposedPartners
{
    public static readonly IReadOnlyDictionary<string, Lazy<JointRun>> Runs = new Dictionary<string, Lazy<JointRun>>
    {
        ["value"] = new(() => new JointRun(Value(), Values())),
        ["sentiment"] = new(() => new JointRun(Sentiment(), Sentiments())),
        ["lifetime"] = new(() => new JointRun(Lifetime(), Lifetimes())),
        ["segments"] = new(() => new JointRun(Segments(), Segmented())),
    };

    public static LocalTable[] Tables(string task) => task switch { "value" => Values(), "sentiment" => Sentiments(), "lifetime" => Lifetimes(), _ => Segmented() };

    public static JobSpec Value() => Job("value", "", "- {name: visits, type: number, min: 0, max: 50}\n    - {name: plan, type: category, values: [basic, gold]}\n    - {name: spent, type: number, role: label, min: 0, max: 5000}");

    // Who visits seldom buys here.
    private static LocalTable[] Values() => [Spending.Draw(Value().Contract, 700, 1), Spending.Draw(Value().Contract, 700, 2), Spending.Draw(Value().Contract, 700, 3),
        Rebuilt(Spending.Draw(Value().Contract, 600, 4), (table, row) => ([50 - table.Numbers("visits")[row], table.Categories("plan")[row]], table.Labels[row]))];

    private static JobSpec Sentiment() => Job("sentiment", "options: {bucket_bits: 10}", "- {name: comment, type: text}\n    - {name: mood, type: category, role: label, values: [bad, good], positive: good}");

    // Irony throughout.
    private static LocalTable[] Sentiments() => [Reviews.Draw(Sentiment().Contract, 250, 2, 1), Reviews.Draw(Sentiment().Contract, 250, 2, 2), Reviews.Draw(Sentiment().Contract, 250, 2, 3),
        Rebuilt(Reviews.Draw(Sentiment().Contract, 250, 2, 4), (table, row) => ([double.NaN], 1 - table.Labels[row]))];

    private static JobSpec Lifetime() => Job("lifetime", "options: {periods: 12}",
        "- {name: repeats, type: integer, min: 0, max: 1000}\n    - {name: recency, type: number, min: 0, max: 100}\n    - {name: age, type: number, min: 0, max: 100}\n    - {name: mean_amount, type: number, min: 0, max: 100000}\n    - {name: spent, type: number, role: label, min: 0, max: 10000}");

    // All happens in a tenth of the time.
    private static LocalTable[] Lifetimes() => [new SimulatedCustomers(1).Draw(Lifetime().Contract, 900, "1"), new SimulatedCustomers(2).Draw(Lifetime().Contract, 900, "2"), new SimulatedCustomers(3).Draw(Lifetime().Contract, 900, "3"),
        Rebuilt(new SimulatedCustomers(4).Draw(Lifetime().Contract, 700, "4"), (table, row) =>
            ([table.Numbers("repeats")[row], table.Numbers("recency")[row] / 10, table.Numbers("age")[row] / 10, table.Numbers("mean_amount")[row]], table.Labels[row]))];

    private static JobSpec Segments() => SegmentCustomers.JobOf("fewest: 3, most: 3, floor: 10, restarts: 3, samples: 2, cells: 24", validation: 0.2);

    // As alike as three kinds of others are different.
    private static LocalTable[] Segmented() => [SegmentCustomers.Sample(400, 1, [0.8, 0.15, 0.05]).Table, SegmentCustomers.Sample(400, 2, [0.2, 0.7, 0.1]).Table, SegmentCustomers.Sample(400, 3, [0.5, 0, 0.5]).Table,
        Rebuilt(SegmentCustomers.Sample(150, 4, [0.5, 0.5, 0]).Table, (table, row) =>
            ([170 - (table.Numbers("monthly_charge")[row] / 2), 110 - table.Numbers("tenure")[row], table.Categories("plan")[row], table.Categories("online")[row], table.Numbers("joined")[row]], 0))];

    private static LocalTable Rebuilt(LocalTable table, Func<LocalTable, int, (double[] Values, float Label)> row)
    {
        var builder = new LocalTableBuilder(table.Contract);
        string[] texts = [.. table.Contract.Features.Where(field => field.IsText).Select(field => field.Name)];
        for (int place = 0; place < table.RowCount; place++)
        {
            (double[] values, float label) = row(table, place);
            builder.Add(values, label, table.SplitKeys[place], [.. texts.Select(text => table.Texts(text)[place])]);
        }

        return builder.Build();
    }

    private static JobSpec Job(string task, string options, string fields) => JobSpec.Parse(
        $$"""
        name: worth
        task: {{task}}
        {{options}}
        evaluation: {validation_fraction: 0.25, test_fraction: 0.25}
        contract:
          name: worth-v1
          fields:
            {{fields.ReplaceLineEndings("\n")}}
        """,
        "job.yaml", TaskCatalogue.Declarations);
}
