using System.Globalization;

namespace Federated.ClientNode.Strategy;

/// <summary>What all parts say of one customer.</summary>
/// <param name="id">The customer.</param>
/// <param name="places">Where each column stands.</param>
/// <param name="cells">The cells, null where nothing is known.</param>
internal readonly struct CustomerRow(string id, IReadOnlyDictionary<string, int> places, string?[] cells)
{
    /// <summary>The customer.</summary>
    public string Id => id;

    /// <summary>The words of a column; empty when nothing is known.</summary>
    public string Text(string column) => places.TryGetValue(column, out var place) ? cells[place] ?? "" : "";

    /// <summary>The number of a column; null when nothing is known.</summary>
    public double? Number(string column) => Text(column) is { Length: > 0 } written ? double.Parse(written, CultureInfo.InvariantCulture) : null;
}
