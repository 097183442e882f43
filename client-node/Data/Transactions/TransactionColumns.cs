using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>
/// The columns that a customer table gains from transactions. Recency, frequency and monetary value as in marketing; <c>repeat</c>,
/// <c>span_days</c> and <c>tenure_days</c> are x, t_x and T of BG/NBD, and <c>repeat_amount</c> is the mean of Gamma-Gamma (Fader, Hardie and Lee 2005).
/// </summary>
internal static class TransactionColumns
{
    private static readonly string[] Features = ["recency_days", "frequency", "monetary", "total", "tenure_days", "span_days", "repeat", "repeat_amount"];
    private static readonly string[] Category = ["top_category"];
    private static readonly string[] Next = ["next_frequency", "next_total", "next_active"];

    /// <summary>
    /// <c>recency_days</c> since the last transaction, <c>frequency</c> their number, <c>monetary</c> their mean amount, <c>total</c> amount,
    /// <c>tenure_days</c> since the first, <c>span_days</c> from the first to the last, <c>repeat</c> later days with at least one and <c>repeat_amount</c>, the
    /// mean amount of such a day; with a category column <c>top_category</c>, the most frequent one;
    /// with a horizon <c>next_frequency</c>, <c>next_total</c> and <c>next_active</c>, what followed within it.
    /// </summary>
    public static IReadOnlyList<string> Of(TransactionMapping mapping) =>
        [.. Features, .. mapping.Category is null ? [] : Category, .. mapping.HorizonDays == 0 ? [] : Next];

    /// <summary>A cell of one of these columns. Without a transaction, days, mean and category are missing and counts are 0; without a repeat, its amount is missing.</summary>
    public static Cell CellOf(string column, in CustomerTotals totals, string? topCategory, int asOfDay) => column switch
    {
        "recency_days" => totals.Count == 0 ? default : Cell.Of((long)asOfDay - totals.LastDay),
        "frequency" => Cell.Of((long)totals.Count),
        "monetary" => totals.Count == 0 ? default : Cell.Of(totals.Sum / totals.Count),
        "total" => Cell.Of(totals.Sum),
        "tenure_days" => totals.Count == 0 ? default : Cell.Of((long)asOfDay - totals.FirstDay),
        "span_days" => totals.Count == 0 ? default : Cell.Of((long)totals.LastDay - totals.FirstDay),
        "repeat_amount" => totals.Days <= 1 ? default : Cell.Of((totals.Sum - totals.FirstDaySum) / (totals.Days - 1)),
        "repeat" => Cell.Of((long)Math.Max(0, totals.Days - 1)),
        "top_category" => topCategory is null ? default : Cell.Of(topCategory),
        "next_frequency" => Cell.Of((long)totals.NextCount),
        "next_total" => Cell.Of(totals.NextSum),
        "next_active" => Cell.Of(totals.NextCount > 0),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column made of transactions."),
    };
}
