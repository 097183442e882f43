using System.Globalization;
using System.Text;
using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Pushdown;
using Federated.Computations.Statistics;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Data.Pushdown;

/// <summary>
/// A table with every kind of column and of bad cell, in a database, and the same rows read into this process: what the database sums must be what is
/// summed here.
/// </summary>
internal sealed class PushdownScenario
{
    private const int RowCount = 450;

    public static readonly EvaluationSpec Evaluation = new() { TestFraction = 0.2, ValidationFraction = 0.15, Salt = "a salt, ü" };

    public static readonly DataContract Contract = DataContract.Parse("""
        name: shop
        fields:
          - {name: customer, role: id}
          - {name: age, type: number, min: 18, max: 100}
          - {name: spend, type: number, min: 0, max: 5000}
          - {name: visits, type: integer, min: 0, max: 50, required: true}
          - {name: plan, type: category, values: [basic, "family's", "größer"]}
          - {name: vip, type: boolean}
          - {name: joined, type: date, min: 1960-01-01, max: 2030-12-31}
          - {name: region, type: category, role: group, values: ["1", "2"]}
          - {name: left, type: category, role: label, values: [stayed, went, unsure], positive: went}
        """, "contract.yaml");

    public static readonly IReadOnlyList<FeatureSpec> Specs =
    [
        new() { Field = "age", Impute = Imputation.Median, Clip = 0.05 },
        new() { Field = "spend", Log = true },
        new() { Field = "visits", Bins = 4 },
        new() { Field = "vip", Encode = CategoryEncoding.Target },
        new() { Field = "joined", Parts = [DatePart.Month, DatePart.Weekday, DatePart.Season] },
    ];

    /// <summary>The mapping's settings for the table's bad cells.</summary>
    public const string Settings = """
        missing: [NA, "-1"]
        columns:
          age: {out_of_range: clamp}
          spend: {invalid: empty, out_of_range: drop_row}
          visits: {invalid: drop_row, out_of_range: drop_row}
          plan: {invalid: empty}
          left: {invalid: drop_row}
        """;

    /// <param name="mapping">Of a database that <see cref="Statements"/> were run in.</param>
    public PushdownScenario(DataMapping mapping)
    {
        DataReading reading = TableReader.Read(Contract, mapping, Evaluation.Salt, ReadPurpose.Training);
        Assert.True(reading.Report.IsUsable, string.Join('\n', reading.Report.ToLines()));
        Rows = reading.Table!;
        ReadReport = reading.Report;
        PushedTable? table = PushedTable.Open(Contract, mapping, Evaluation.Salt, out DataReport report);
        Assert.True(report.IsUsable, string.Join('\n', report.ToLines()));
        Table = table!;
        Report = report;
        Sums = new PushedSums(Table, Evaluation);
        Columns = new PlanColumns(Contract, Specs);
        Plan = FeatureFitting.Fit(Columns, Statistics(Columns.Summed.BatchOf(Rows)), new Quantiles(), new Targets());
    }

    public LocalTable Rows { get; }

    public DataReport ReadReport { get; }

    public DataReport Report { get; }

    public PushedTable Table { get; }

    public PushedSums Sums { get; }

    public PlanColumns Columns { get; }

    public FeaturePlan Plan { get; }

    public LocalTable Part(RowPart part) => TrainTestSplit.Part(Rows, part, Evaluation.TestFraction, Evaluation.ValidationFraction);

    /// <summary>What makes the table.</summary>
    /// <param name="types">The types of its nine columns.</param>
    public static string Statements(params string[] types)
    {
        string[] names = ["customer", "age", "spend", "visits", "plan", "vip", "joined", "region", "left"];
        var sql = new StringBuilder("DROP TABLE IF EXISTS shop; CREATE TABLE shop (");
        sql.AppendJoin(", ", names.Zip(types, (name, type) => $"\"{name}\" {type}")).Append(");\nINSERT INTO shop VALUES ");
        for (int i = 0; i < RowCount; i++)
        {
            int h = (int)(((i * 48271L) + 11) % 7919);
            string age = h % 13 == 0 ? "NULL" : h % 31 == 0 ? "150.25" : h % 37 == 0 ? "-1" : string.Create(CultureInfo.InvariantCulture, $"{18 + (h % 820 / 10.0)}");
            string spend = h % 17 == 0 ? "NULL" : h % 19 == 0 ? "' NA '" : h % 23 == 0 ? "'much'" : h % 29 == 0 ? "'-0.5'" : h % 41 == 0 ? "'NaN'" : string.Create(CultureInfo.InvariantCulture, $"'\t{h % 997 / 7.0:0.###}{(h % 3 == 0 ? "e1" : "")} '");
            string visits = h % 43 == 0 ? "NULL" : h % 47 == 0 ? "51" : string.Create(CultureInfo.InvariantCulture, $"{h % 51}");
            string plan = (h % 7) switch { 0 => "'basic'", 1 or 2 => "' family''s'", 3 => "'größer\u00a0'", 4 => "NULL", 5 => "'Basic'", _ => "'basic'" };
            string vip = (h % 5) switch { 0 => "NULL", 1 or 2 => "TRUE", _ => "FALSE" };
            string joined = h % 11 == 0 ? "NULL" : $"'{new DateOnly(1965, 1, 1).AddDays(h * 3):yyyy-MM-dd}'";
            string left = h % 53 == 0 ? "'perhaps'" : ((h / 3 % 10) + (h % 51 / 10)) switch { < 6 => "'stayed'", < 10 => "'went'", _ => "'unsure'" };
            sql.Append(i == 0 ? "" : ",\n").Append(CultureInfo.InvariantCulture, $"({100_000_000_000 + (i * 7L)}, {age}, {spend}, {visits}, {plan}, {vip}, {joined}, {1 + (h % 2)}, {left})");
        }
        return sql.ToString();
    }

    public static void AssertClose(double[] expected, double[] actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.Contains(expected, value => value != 0);
        for (int at = 0; at < expected.Length; at++)
            Assert.True(Math.Abs(expected[at] - actual[at]) <= tolerance * (1 + Math.Abs(expected[at])), $"Sum {at} is {actual[at]} and should be {expected[at]}.");
    }

    private static TableStatistics Statistics(ColumnBatch batch) => new(
        batch.Rows,
        [.. batch.Columns.Numeric.Zip(batch.Numeric, (column, cells) =>
        {
            double[] known = [.. cells.ToArray().Where(double.IsFinite)];
            double mean = known.Average();
            return new NumericStatistics(column.Name, known.Length, 1 - ((double)known.Length / batch.Rows), mean, Math.Sqrt(known.Average(value => (value - mean) * (value - mean))));
        })],
        [.. batch.Columns.Categories.Zip(batch.Categories, (column, cells) => new CategoryStatistics(
            column.Name, [.. column.Values.Select((_, value) => (long?)cells.ToArray().Count(cell => cell == value))], cells.ToArray().Count(cell => cell < 0)))]);

    private sealed class Quantiles : IFieldQuantiles
    {
        public double Of(string field, double share) => field == "age" ? 18 + (82 * share) : 50 * share;
    }

    private sealed class Targets : IFieldTargets
    {
        public (System.Collections.Immutable.ImmutableArray<double> ByValue, double Unknown) Of(string field, double smoothing) => ([-0.3, 0.7], 0.1);
    }
}
