using System.Globalization;
using Federated.Learning.Factorization;
using Federated.Tasks.Items;

namespace Federated.Tasks.Recommend;

/// <summary>
/// A catalogue's attributes as present or not: each value of each, the parts of one that is written <c>drama|war</c>, and of numbers of more than ten values the tenth that one falls into. The
/// <see cref="Most"/> count that most items have.
/// </summary>
internal static class AttributeColumns
{
    /// <summary>The most.</summary>
    public const int Most = 500;

    private const int Bins = 10;
    private const double Penalty = 1, CustomersOfHalfWeight = 10;

    /// <summary>What gives items without customers their scores; null when every item has customers, none has, or no attribute is known.</summary>
    /// <param name="items">The catalogue.</param>
    /// <param name="customers">Of each item.</param>
    public static AttributeRidge? Ridge(ItemCatalogue items, IReadOnlyList<double> customers)
    {
        if (items.Attributes.Count == 0 || customers.All(count => count > 0) || customers.All(count => count == 0))
            return null;
        string[][] values = [.. Enumerable.Range(0, items.Count).Select(_ => Array.Empty<string>())];
        foreach (ItemTrait attribute in items.Attributes)
        {
            string[][] own = Values(attribute);
            for (int item = 0; item < own.Length; item++)
                values[item] = [.. values[item], .. own[item].Select(value => $"{attribute.Name}\n{value}")];
        }

        Dictionary<string, int> columns = values.Where((_, item) => customers[item] > 0).SelectMany(own => own).GroupBy(value => value, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(Most)
            .Select((group, column) => (group.Key, column)).ToDictionary(each => each.Key, each => each.column, StringComparer.Ordinal);
        return columns.Count == 0 ? null : new AttributeRidge(
            [.. values.Select(own => own.Where(columns.ContainsKey).Select(value => columns[value]).ToArray())], columns.Count, [.. customers.Select(count => count / (count + CustomersOfHalfWeight))], Penalty);
    }

    private static string[][] Values(ItemTrait attribute)
    {
        double[] numbers = [.. attribute.Values.Select(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : double.NaN)];
        double[] known = [.. numbers.Where(number => !double.IsNaN(number)).Order()];
        if (numbers.Where((number, item) => double.IsNaN(number) && attribute.Values[item].Length > 0).Any() || known.Distinct().Count() <= Bins)
            return [.. attribute.Values.Select(value => value.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray())];
        double[] cuts = [.. Enumerable.Range(1, Bins - 1).Select(cut => known[cut * known.Length / Bins])];
        return [.. numbers.Select(number => double.IsNaN(number) ? Array.Empty<string>() : [cuts.Count(cut => number >= cut).ToString(CultureInfo.InvariantCulture)])];
    }
}
