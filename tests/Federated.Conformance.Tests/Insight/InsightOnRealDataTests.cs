using System.Globalization;
using Federated.Computations;
using Federated.Conformance.Tests.Exact;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Insight;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Conformance.Tests.Insight;

/// <summary>
/// Joint statistics of real sets by their natural silos, through the gate's rounding, against a slow loop over the pooled rows and against pandas 1.5 (mean, sample correlation,
/// Spearman's with average ranks) on the same file.
/// </summary>
public sealed class InsightOnRealDataTests
{
    [RealDataFact]
    public void Insight_OnlineShoppersByTrafficType_IsThatOfThePooledRows()
        => Check(RealTable.Shoppers(), "TrafficType", "VisitorType", "PageValues", [("BounceRates", "ExitRates", 0.913004396, 0.602276), ("ProductRelated", "ProductRelated_Duration", 0.860926836, 0.882672)]);

    [RealDataFact]
    public void Insight_BankMarketingByJob_IsThatOfThePooledRows()
        => Check(RealTable.Bank(), "job", "education", "balance", [("age", "balance", 0.097782739, 0.09638), ("duration", "campaign", -0.084569503, -0.107962)]);

    [RealDataFact]
    public void Insight_TelcoChurnByContract_IsThatOfThePooledRows()
        => Check(RealTable.Telco(), "Contract", "PaymentMethod", "TotalCharges", [("tenure", "MonthlyCharges", 0.247899856, 0.276417), ("tenure", "TotalCharges", 0.825880461, 0.889177)]);

    private static void Check(RealTable table, string silo, string group, string measure, (string First, string Second, double Pearson, double Spearman)[] published)
    {
        // A category that the partners group by although the file writes it as numbers.
        string[] fields = [.. table.Names("customerID")];
        string[] numbers = [.. fields.Where(field => table.IsNumeric(field) && field != silo)];
        JobSpec job = JobSpec.Parse(Document(table, fields, numbers, silo, group, measure), "job.yaml", TaskCatalogue.Declarations);
        int[][] silos = table.Silos(silo);
        LocalTable[] nodes = [.. silos.Select(rows => Rows(job, table, rows))];
        IJointTask task = TaskCatalogue.For(job);
        (ModelSnapshot state, int rounds) = QuantisedRounds.Run(task, task.Begin(), [.. nodes.Select(node => new TaskData(node, 1, new NodeMemory()))]);
        InsightResult joint = InsightResult.Read(job, state);

        Assert.InRange(rounds, 4, 5);
        Assert.Equal(table.Count, joint.Rows);
        Assert.All(joint.Numbers, number => RequireNumber(number, table[number.Field], job.Contract.Find(number.Field)!));
        Assert.All(joint.Categories, category => RequireCategory(category, table[category.Field]));
        foreach ((string first, string second, double pearson, double spearman) in published)
        {
            Assert.Equal(pearson, Coefficient(joint.Pearson!, first, second), 1e-7);
            Assert.Equal(spearman, Coefficient(joint.Spearman!, first, second), 5e-3);
        }

        RequireGroups(joint.Groups, table, group, silo, measure);
        InsightComparison own = InsightComparison.Compare(job, state, nodes[0]);
        double[] cells = Known([.. silos[0].Select(row => table[measure][row])]);
        Assert.Equal(cells.Average(), own.Differences.Single(difference => difference.Field == measure).Own, Math.Abs(cells.Average()) * 1e-9);
        Assert.Equal(cells.Length, own.Own.Numbers.Single(number => number.Field == measure).Bins.Sum(bin => bin.Count));
    }

    private static void RequireNumber(NumberInsight number, string[] cells, ContractField field)
    {
        double[] known = Known(cells);
        double mean = known.Average(), width = field.Maximum - field.Minimum;
        Assert.Equal(known.Length, number.Count);
        Assert.Equal(mean, number.Mean, Math.Max(1, Math.Abs(mean)) * 1e-9);
        Assert.Equal(Math.Sqrt(known.Average(value => (value - mean) * (value - mean))), number.StandardDeviation, width * 1e-8);
        foreach (QuantileInsight quantile in number.Quantiles)
        {
            double exact = known[Math.Clamp((int)Math.Ceiling(quantile.Probability * known.Length), 5, known.Length - 4) - 1];
            Assert.InRange(exact, quantile.Lower, quantile.Upper);
            Assert.True(quantile.Upper - quantile.Lower <= width / 65_536 || known.Count(value => value >= quantile.Lower && value < quantile.Upper) < 600);
        }

        for (int bin = 0; bin < number.Bins.Count; bin++)
        {
            double lower = bin == 0 ? double.NegativeInfinity : number.Bins[bin].Lower, upper = bin == number.Bins.Count - 1 ? double.PositiveInfinity : number.Bins[bin].Upper;
            Assert.Equal(known.Count(value => value >= lower && value < upper), number.Bins[bin].Count);
            Assert.True(number.Bins[bin].Count is 0 or >= 5);
        }
    }

    private static void RequireCategory(CategoryInsight category, string[] cells)
    {
        Assert.All(category.Values.Where(value => value.Rows is not null), value => Assert.Equal(cells.Count(cell => cell == value.Value), value.Rows));
        Assert.All(category.Values, value => Assert.True(value.Rows is null or 0 or >= 5));
        Assert.Equal(cells.Length, category.Other + category.Values.Sum(value => value.Rows ?? 0));
        Assert.True(category.Other is 0 or >= 5);
    }

    private static void RequireGroups(IReadOnlyList<GroupInsight> tables, RealTable table, string group, string silo, string measure)
    {
        GroupInsight single = tables.Single(each => each.First == group && each.Second is null), pair = tables.Single(each => each.Second is not null);
        Assert.NotEmpty(single.Groups);
        Assert.Contains(pair.Groups, figure => figure.Rows > 0);
        Assert.All(single.Groups.Concat(pair.Groups), figure => Assert.True(figure.Rows is null or 0 or >= 5));
        foreach (GroupFigure figure in single.Groups.Concat(pair.Groups).Where(figure => figure.Rows > 0 && figure.First != GroupFigure.Other && figure.Second != GroupFigure.Other))
        {
            int[] rows = [.. Enumerable.Range(0, table.Count).Where(row => table[group][row] == figure.First && (figure.Second is null || table[silo][row] == figure.Second))];
            double[] cells = Known([.. rows.Select(row => table[measure][row])]);
            Assert.Equal(rows.Length, figure.Rows);
            Assert.Equal(cells.Average(), figure.Mean, Math.Max(1, Math.Abs(cells.Average())) * 1e-8);
        }
    }

    private static double Coefficient(CorrelationInsight matrix, string first, string second)
        => matrix.Coefficients[matrix.Fields.ToList().IndexOf(first)][matrix.Fields.ToList().IndexOf(second)];

    private static double[] Known(string[] cells) => [.. cells.Select(Number).Where(double.IsFinite).Order()];

    private static double Number(string cell) => cell.Trim().Length == 0 ? double.NaN : double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);

    // Ranges as a careless author would declare them: the next power of ten.
    private static string Document(RealTable table, string[] fields, string[] numbers, string silo, string group, string measure)
    {
        IEnumerable<string> lines = fields.Select(field =>
        {
            if (!numbers.Contains(field))
                return $"    - {{name: {field}, type: category, values: [{string.Join(", ", table[field].Distinct().Order(StringComparer.Ordinal).Select(value => $"\"{value}\""))}]}}";
            double[] known = Known(table[field]);
            double reach = Math.Pow(10, Math.Ceiling(Math.Log10(Math.Max(1, known.Max(Math.Abs)) + 1e-9)));
            return FormattableString.Invariant($"    - {{name: {field}, type: number, min: {(known[0] < 0 ? -reach : 0)}, max: {reach}}}");
        });
        return $"name: look\ntask: insight\noptions: {{group_by: [{group}, {silo}], measures: [{measure}]}}\ncontract:\n  name: real\n  fields:\n{string.Join('\n', lines)}\n";
    }

    private static LocalTable Rows(JobSpec job, RealTable table, int[] rows)
    {
        var builder = new LocalTableBuilder(job.Contract);
        ContractField[] fields = [.. job.Contract.Columns];
        Dictionary<string, int>[] codes = [.. fields.Select(field => field.Values.Select((value, index) => (value, index)).ToDictionary(pair => pair.value, pair => pair.index))];
        foreach (int row in rows)
            builder.Add([.. fields.Select((field, index) => field.IsNumeric ? Number(table[field.Name][row]) : codes[index].GetValueOrDefault(table[field.Name][row], -1))], 0, 0);
        return builder.Build();
    }
}
