using System.Globalization;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>
/// A question to a partner's database: aggregates over the rows of a subquery, all together or by keys. The only one that <see cref="PushedTable"/> sends, so that an answer never holds a row:
/// each of its columns is an aggregate or one of the keys that the rows are grouped by.
/// </summary>
/// <param name="From">A subquery with its alias.</param>
/// <param name="Sums">What is wanted.</param>
internal sealed record SumQuery(string From, params IReadOnlyList<Aggregate> Sums)
{
    /// <summary>Names of the subquery's values that rows are grouped by: cells, classes, nodes. They come first in an answer; without any there is one answer.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The condition of the rows that count; all when null.</summary>
    public string? Where { get; init; }

    /// <summary>A number of the asker's own that comes before the keys, to tell several questions' answers apart.</summary>
    public int? Mark { get; init; }

    /// <summary>The statement.</summary>
    public string ToSql()
    {
        IEnumerable<string> columns = [.. Mark is { } mark ? [mark.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(), .. Keys, .. Sums.Select(sum => sum.ToString())];
        return $"SELECT {string.Join(", ", columns)} FROM {From}{(Where is null ? "" : $" WHERE {Where}")}{(Keys.Count == 0 ? "" : $" GROUP BY {string.Join(", ", Keys)}")}";
    }
}
