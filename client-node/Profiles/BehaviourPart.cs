using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Sources;
using Federated.ClientNode.Data.Transactions;

namespace Federated.ClientNode.Profiles;

/// <summary>What customers did, of their transactions: recency, frequency, monetary value and what they buy most.</summary>
internal static class BehaviourPart
{
    /// <summary>Heading of the category that a customer buys most often.</summary>
    public const string PreferredCategory = "preferred_category";

    // What happens after the day of reference is not yet behaviour.
    private const string After = "next_";

    /// <summary>Null when the mapping has no transactions.</summary>
    /// <exception cref="SourceException">While it is made or read: the transactions cannot be read.</exception>
    public static ProfilePart? Of(DataMapping mapping)
    {
        if (mapping.Transactions is not { } transactions)
            return null;
        (string Name, int Place)[] shown = [.. TransactionColumns.Of(transactions).Select((name, place) => (name, place + 1)).Where(column => !column.name.StartsWith(After, StringComparison.Ordinal))];
        return new ProfilePart(
            [.. shown.Select(column => new ProfileColumn(column.Name == "top_category" ? PreferredCategory : column.Name, ProfileColumnKind.Behaviour))],
            Rows(new TransactionRowSource(null, "customer", transactions, mapping), [.. shown.Select(column => column.Place)]));
    }

    private static IEnumerable<(string, string?[])> Rows(TransactionRowSource source, int[] places)
    {
        using var cursor = source.Open();
        while (cursor.Read())
            yield return (cursor[0].Text.Trim(), [.. places.Select(place => Shown(cursor[place]))]);
        if (cursor.Faults.Count > 0)
            throw new SourceException(cursor.Faults[0]);
    }

    private static string? Shown(Cell cell) => cell.Kind switch
    {
        CellKind.Missing => null,
        CellKind.Number => cell.Number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture),
        _ => cell.Text,
    };
}
