using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Tables;

namespace Federated.Samples.Quickstart.Partners;

/// <summary>
/// Deals rows out to a number of partners in the order of a hash of the customer's id, or of the whole row where there is no id:
/// all rows of a customer go to one partner, and the same file is always dealt alike.
/// </summary>
internal static class SplitEvenly
{
    /// <param name="count">Number of partners.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="id">Column of the id; −1 for none.</param>
    /// <param name="isPositive">Whether a row has the positive label.</param>
    /// <exception cref="CommandException">A partner would have too few rows, or rows of one class only.</exception>
    public static PartnerSplit Split(int count, IReadOnlyList<string[]> rows, int id, Func<string[], bool> isPositive)
    {
        string KeyOf(string[] row) => id >= 0 ? CsvTable.Cell(row, id) : string.Join('\u001f', row);
        var turns = rows.Select(KeyOf).Distinct(StringComparer.Ordinal)
            .OrderBy(key => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))), StringComparer.Ordinal)
            .Select((key, turn) => (key, turn: turn % count)).ToDictionary(each => each.key, each => each.turn, StringComparer.Ordinal);
        RowGroup[] groups = [.. Enumerable.Range(0, count).Select(turn =>
            RowGroup.Of(string.Create(CultureInfo.InvariantCulture, $"node-{turn + 1}"), rows.Where(row => turns[KeyOf(row)] == turn), isPositive))];
        var worst = groups.FirstOrDefault(group => group.Rows.Count < PartnerLimits.FewestRows || !group.HasBothClasses);
        return worst is null
            ? new PartnerSplit([.. groups.Select(group => new PartnerRows(group.Value, group.Rows))], [])
            : throw new CommandException("FED-SPLIT-FEW", string.Create(CultureInfo.InvariantCulture, $"{worst.Value} would have {worst.Rows.Count:N0} rows, {worst.Positives:N0} of them positive; each partner needs {PartnerLimits.FewestRows} rows and both classes"), "give more rows, or fewer --nodes (at least 3)");
    }
}
