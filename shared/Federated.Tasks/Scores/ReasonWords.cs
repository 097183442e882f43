using System.Globalization;
using Federated.Computations.Statistics;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Scores;

/// <summary>The strongest attributions of each row in words.</summary>
internal static class ReasonWords
{
    // Within half a deviation of the joint mean a number is called typical.
    private const double Typical = 0.5;

    /// <param name="attributions">rows × features of the contract.</param>
    /// <param name="table">The rows.</param>
    /// <param name="columns">How fields become inputs.</param>
    /// <param name="statistics">Joint statistics, which a number is compared with.</param>
    /// <param name="count">At most so many a row; features that add nothing are no reason.</param>
    public static IReadOnlyList<IReadOnlyList<Reason>> Of(double[] attributions, LocalTable table, PlanColumns columns, TableStatistics statistics, int count)
    {
        IReadOnlyList<ContractField> fields = table.Contract.Features;
        var reasons = new IReadOnlyList<Reason>[table.RowCount];
        for (int row = 0; row < reasons.Length; row++)
        {
            ArraySegment<double> own = new(attributions, row * fields.Count, fields.Count);
            int[] strongest = [.. Enumerable.Range(0, fields.Count).Where(field => own[field] != 0).OrderByDescending(field => Math.Abs(own[field])).ThenBy(field => field).Take(count)];
            int place = row;
            reasons[row] = [.. strongest.Select(field => new Reason(fields[field].Name, Words(fields[field], table, place, columns, statistics), own[field]))];
        }

        return reasons;
    }

    private static string Words(ContractField field, LocalTable table, int row, PlanColumns columns, TableStatistics statistics)
    {
        if (!field.IsNumeric)
        {
            int value = table.Categories(field.Name)[row];
            return value < 0 ? $"{field.Name} is unknown" : $"{field.Name} = {field.Values[value]}";
        }

        double number = table.Numbers(field.Name)[row];
        if (double.IsNaN(number))
            return $"{field.Name} is unknown";
        NumericStatistics joint = statistics.NumericColumn(field.Name);
        double distance = joint.StandardDeviation > 0 ? (NumberPreparation.Transform(number, field, columns.SpecOf(field)) - joint.Mean) / joint.StandardDeviation : 0;
        string degree = distance > Typical ? "high" : distance < -Typical ? "low" : "typical";
        string shown = field.Type == FieldType.Date ? Days.Format(number) : number.ToString("0.####", CultureInfo.InvariantCulture);
        return $"{field.Name} is {degree} ({shown})";
    }
}
