using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>
/// The columns that a customer table gains from transactions. Recency, frequency and monetary value as in marketing; <c>repeat</c>, the span between first
/// and last (<c>tenure_days</c> − <c>recency_days</c>) and <c>tenure_days</c> are x, t_x and T of BG/NBD (Fader, Hardie and Lee 2005).
/// </summary>
internal static class TransactionColumns
{
    private static readonly string[] Features = ["recency_days", "frequency", "monetary", "total", "tenure_days", "repeat"];
    private static readonly string[] Category = ["top_category"];
    private static readonly string[] Next = ["next_frequency", "next_total", "next_active"];

    /// <summary>
    /// <c>recency_days</c> since the last transaction, <c>frequency</c> their number, <c>monetary</c> their mean amount, <c>total</c> amount,
    /// <c>tenure_days</c> since the first, <c>repeat</c> later days with at least one; with a category column <c>top_category</c>, the most frequent one;
    /// with a horizon <c>next_frequency</c>, <c>next_total</c> and <c>next_active</c>, what followed within it.
    /// </summary>
    public static IReadOnlyList<string> Of(TransactionMapping mapping) =>
        [.. Features, .. mapping.Category is null ? [] : Category, .. mapping.HorizonDays == 0 ? [] : Next];

    /// <summary>A cell of one of these columns. Without a transaction, days, mean and category are missing and counts are 0.</summary>
    public static Cell CellOf(string column, in CustomerTotals totals, string? topCategory, int asOfDay) => column switch
    {
        "recency_days" => totals.Count == 0 ? default : Cell.Of((long)asOfDay - totals.LastDay),
        "frequency" => Cell.Of((long)totals.Count),
        "monetary" => totals.Count == 0 ? default : Cell.Of(totals.Sum / totals.Count),
        "total" => Cell.Of(totals.Sum),
        "tenure_days" => totals.Count == 0 ? default : Cell.Of((long)asOfDay - totals.FirstDay),
        "repeat" => Cell.Of((long)Math.Max(0, totals.Days - 1)),
        "top_category" => topCategory is null ? default : Cell.Of(topCategory),
        "next_frequency" => Cell.Of((long)totals.NextCount),
        "next_total" => Cell.Of(totals.NextSum),
        "next_active" => Cell.Of(totals.NextCount > 0),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column made of transactions."),
    };
}
