using System.Collections.Immutable;
using System.Globalization;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Allocate;

/// <summary>The fields whose values name a place: categories, or whole numbers such as the hour.</summary>
internal sealed class PlaceFields
{
    private readonly ImmutableArray<ContractField> _fields;

    /// <exception cref="ArgumentException">A field that the contract does not have, or whose values name nothing.</exception>
    public PlaceFields(DataContract contract, IReadOnlyList<string> names)
    {
        _fields = [.. names.Select(name => contract.Columns.FirstOrDefault(field => field.Name == name && (field.IsCategorical || field.Type == FieldType.WholeNumber))
            ?? throw new ArgumentException($"'{name}' cannot name a place: the contract has no category, boolean or integer of that name."))];
    }

    /// <summary>The place of each row.</summary>
    public ImmutableArray<string>[] Of(LocalTable table) => [.. Enumerable.Range(0, table.RowCount).Select(row => _fields.IsEmpty ? ["all"] : _fields.Select(field => Word(field, table, row)).ToImmutableArray())];

    private static string Word(ContractField field, LocalTable table, int row)
    {
        if (field.IsCategorical)
            return table.Categories(field.Name)[row] is >= 0 and var value ? field.Values[value] : "unknown";
        double number = table.Numbers(field.Name)[row];
        return double.IsNaN(number) ? "unknown" : number.ToString(CultureInfo.InvariantCulture);
    }
}
