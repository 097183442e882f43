using System.Globalization;
using Federated.Learning.Clustering;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Segments;

/// <summary>Why a customer is in its segment and not in the next nearest one: how much closer each field brings it, in squared deviations.</summary>
internal sealed class SegmentReasons(FeaturePlan plan, LocalTable table, KMeansModel model)
{
    private const double Notable = 0.5;

    /// <summary>The fields that bring the row closer to its own centre, the strongest first.</summary>
    /// <param name="row">Its place in the table.</param>
    /// <param name="place">The encoded row.</param>
    /// <param name="own">Its centre.</param>
    /// <param name="next">The next nearest centre.</param>
    /// <param name="most">Most reasons.</param>
    public IReadOnlyList<Reason> Of(int row, ReadOnlySpan<float> place, int own, int next, int most)
    {
        var closer = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int column = 0; column < place.Length; column++)
        {
            string field = plan.Columns[column].Formula.Field;
            double toOwn = place[column] - (double)model.Centres[(own * place.Length) + column], toNext = place[column] - (double)model.Centres[(next * place.Length) + column];
            closer[field] = closer.GetValueOrDefault(field) + (toNext * toNext) - (toOwn * toOwn);
        }

        return
        [
            .. closer.Where(field => field.Value > 0).OrderByDescending(field => field.Value).Take(most)
                .Select(field => new Reason(field.Key, Words(field.Key, row), field.Value)),
        ];
    }

    private string Words(string name, int row)
    {
        ContractField field = table.Contract.Find(name)!;
        if (field.IsCategorical)
        {
            int index = table.Categories(name)[row];
            return index < 0 ? $"{name} is missing or undeclared" : $"{name} is {field.Values[index]}";
        }

        double value = table.Numbers(name)[row];
        if (double.IsNaN(value))
            return $"{name} is missing";
        StandardisedNumber? scale = plan.Columns.Select(column => column.Formula).OfType<StandardisedNumber>().FirstOrDefault(formula => formula.Field == name);
        float score = scale?.OfNumber(value) ?? 0;
        string level = score > Notable ? "high" : score < -Notable ? "low" : "near the mean";
        string shown = field.Type == FieldType.Date ? Days.ToDate(value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value.ToString("G6", CultureInfo.InvariantCulture);
        return scale is null ? $"{name} is {shown}" : $"{name} is {level} ({shown})";
    }
}
