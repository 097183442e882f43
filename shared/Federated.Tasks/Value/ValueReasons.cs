using System.Globalization;
using Federated.Computations.Statistics;
using Federated.Learning.Linear;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Value;

/// <summary>
/// Why a customer is expected to spend more or less than a typical one. The logarithm of the expectation is ln P(buys) + ln amount; a field's contribution is how far
/// its inputs move the second, and to first order the first, from the joint mean of the inputs: (x − x̄)·(w_amount + (1 − P)·w_purchase).
/// </summary>
internal sealed class ValueReasons(FeaturePlan plan, TableStatistics statistics, LinearModel purchase, LinearModel amount)
{
    private readonly double[] _typical = [.. plan.Columns.Select(column => Typical(column.Formula, statistics))];

    /// <summary>The strongest reasons of one row.</summary>
    public IReadOnlyList<Reason> Of(LocalTable table, int row, ReadOnlySpan<float> encoded, double probability, int most)
    {
        var contributions = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int column = 0; column < encoded.Length; column++)
        {
            string field = plan.Columns[column].Formula.Field;
            double slope = amount.Weights[column] + ((1 - probability) * purchase.Weights[column]);
            contributions[field] = contributions.GetValueOrDefault(field) + ((encoded[column] - _typical[column]) * slope);
        }

        return [.. contributions
            .OrderByDescending(field => Math.Abs(field.Value)).ThenBy(field => field.Key, StringComparer.Ordinal).Take(most)
            .Select(field => new Reason(field.Key, Words(table, row, field.Key), field.Value))];
    }

    private string Words(LocalTable table, int row, string name)
    {
        ContractField field = table.Contract.Find(name)!;
        if (field.IsCategorical)
            return table.Categories(name)[row] is >= 0 and var value ? $"{name} is {field.Values[value]}" : $"{name} is missing";
        double number = table.Numbers(name)[row];
        if (double.IsNaN(number))
            return $"{name} is missing";
        StandardisedNumber? standard = plan.Columns.Select(column => column.Formula).OfType<StandardisedNumber>().FirstOrDefault(formula => formula.Field == name);
        string place = standard?.OfNumber(number) switch { > 0.5f => "high ", < -0.5f => "low ", _ => "" };
        string shown = field.Type == FieldType.Date ? Days.Format(number) : number.ToString("0.###", CultureInfo.InvariantCulture);
        return place.Length == 0 ? $"{name} is {shown}" : $"{name} is {place}({shown})";
    }

    private static double Typical(ColumnFormula formula, TableStatistics statistics) => formula switch
    {
        CategoryNumber category => OfCategories(category, statistics.CategoryColumn(category.Field)),
        MissingNumber missing => statistics.NumericColumn(missing.Field).MissingShare,
        DatePartIs { Part: Jobs.DatePart.Month } => 1.0 / 12,
        DatePartIs { Part: Jobs.DatePart.Weekday } => 1.0 / 7,
        DatePartIs => 1.0 / 4,
        _ => 0,
    };

    private static double OfCategories(CategoryNumber category, CategoryStatistics counts)
    {
        double sum = counts.Other * category.Missing;
        for (int value = 0; value < counts.Counts.Length; value++)
            sum += (counts.Counts[value] ?? 0) * category.ByValue[value];
        return sum / Math.Max(1, counts.Other + counts.Counts.Sum(count => count ?? 0));
    }
}
