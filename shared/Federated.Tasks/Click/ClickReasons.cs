using System.Globalization;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Click;

/// <summary>The strongest attributions of each event in words.</summary>
internal static class ClickReasons
{
    private const int MostCharacters = 60;

    /// <param name="attributions">rows × features of the contract.</param>
    /// <param name="table">The rows.</param>
    /// <param name="most">At most so many a row; features that add nothing are no reason.</param>
    public static IReadOnlyList<IReadOnlyList<Reason>> Of(double[] attributions, LocalTable table, int most)
    {
        IReadOnlyList<ContractField> fields = table.Contract.Features;
        var reasons = new IReadOnlyList<Reason>[table.RowCount];
        for (int row = 0; row < reasons.Length; row++)
        {
            int place = row;
            reasons[row] =
            [
                .. Enumerable.Range(0, fields.Count).Select(field => (Field: fields[field], Share: attributions[(place * fields.Count) + field])).Where(each => each.Share != 0)
                    .OrderByDescending(each => Math.Abs(each.Share)).Take(most).Select(each => new Reason(each.Field.Name, Words(each.Field, table, place), each.Share)),
            ];
        }

        return reasons;
    }

    private static string Words(ContractField field, LocalTable table, int row)
    {
        string? value = field.IsText ? table.Texts(field.Name)[row]
            : field.IsCategorical ? table.Categories(field.Name)[row] is >= 0 and var index ? field.Values[index] : null
            : double.IsNaN(table.Numbers(field.Name)[row]) ? null
            : field.Type == FieldType.Date ? Days.Format(table.Numbers(field.Name)[row])
            : table.Numbers(field.Name)[row].ToString("0.####", CultureInfo.InvariantCulture);
        return value is null ? $"{field.Name} is unknown" : $"{field.Name} = {(value.Length <= MostCharacters ? value : value[..MostCharacters] + "…")}";
    }
}
