using Federated.ClientNode.Profiles;

namespace Federated.ClientNode.Strategy;

/// <summary>The joined customers, in the same order each time.</summary>
/// <param name="table">The table that they were joined in.</param>
internal sealed class CustomerRows(ProfileTable table)
{
    private readonly Dictionary<string, int> _places = table.Columns.Select((column, place) => (column.Name, place)).ToDictionary(each => each.Name, each => each.place, StringComparer.Ordinal);

    /// <summary>A pass over all customers.</summary>
    public IEnumerable<CustomerRow> Read() => table.Rows().Select(row => new CustomerRow(row.Id, _places, row.Cells));
}
