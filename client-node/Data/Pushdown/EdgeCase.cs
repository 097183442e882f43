using System.Globalization;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>The cell of a number among ascending edges, as a CASE that halves the edges at each step.</summary>
internal static class EdgeCase
{
    /// <summary>The number of edges at or below a value.</summary>
    /// <param name="dialect">How constants are written.</param>
    /// <param name="value">A name, never NULL.</param>
    /// <param name="edges">Strictly ascending.</param>
    public static string CountUpTo(SqlDialect dialect, string value, IReadOnlyList<double> edges) => Halve(dialect, value, ">=", edges, 0, edges.Count);

    /// <summary>The number of edges below a value.</summary>
    /// <inheritdoc cref="CountUpTo" path="/param"/>
    public static string CountBelow(SqlDialect dialect, string value, IReadOnlyList<double> edges) => Halve(dialect, value, ">", edges, 0, edges.Count);

    private static string Halve(SqlDialect dialect, string value, string comparison, IReadOnlyList<double> edges, int low, int high)
    {
        if (low == high)
            return low.ToString(CultureInfo.InvariantCulture);
        var middle = (low + high) / 2;
        return $"CASE WHEN {value} {comparison} {dialect.Number(edges[middle])} THEN {Halve(dialect, value, comparison, edges, middle + 1, high)} ELSE {Halve(dialect, value, comparison, edges, low, middle)} END";
    }
}
