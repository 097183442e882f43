using System.Globalization;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

namespace Federated.Samples.Quickstart.Partners;

/// <summary>One partner for each value of a column; the rare values together are the partner "other".</summary>
internal static class SplitByValue
{
    private const string Other = "other";

    /// <param name="column">The column's name, for messages and names.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="valueOf">A row's value.</param>
    /// <param name="isPositive">Whether a row has the positive label.</param>
    /// <exception cref="CommandException">Fewer than three partners come of it.</exception>
    public static PartnerSplit Split(string column, IReadOnlyList<string[]> rows, Func<string[], string> valueOf, Func<string[], bool> isPositive)
    {
        RowGroup[] groups = [.. rows.GroupBy(valueOf, StringComparer.Ordinal).Select(group => RowGroup.Of(group.Key, group, isPositive))
            .OrderByDescending(group => group.Rows.Count).ThenBy(group => group.Value, StringComparer.Ordinal)];
        var enough = Math.Max(PartnerLimits.FewestRowsOfValue, PartnerLimits.SmallestShare * rows.Count);
        RowGroup[] own = [.. groups.Where(group => group.Value.Length > 0 && group.Rows.Count >= enough && group.HasBothClasses)];
        if (own.Length > PartnerLimits.MostPartners || (own.Length == PartnerLimits.MostPartners && groups.Length > own.Length))
            own = own[..(PartnerLimits.MostPartners - 1)];
        RowGroup[] rare = [.. groups.Except(own)];
        var names = new PartnerNames(column);
        var notices = new List<string>();
        List<PartnerRows> partners = [.. own.OrderBy(group => group.Value, StringComparer.Ordinal).Select(group => new PartnerRows(names.For(group.Value), group.Rows))];
        if (rare.Length > 0)
            AddRare(column, RowGroup.Of(Other, rare.SelectMany(group => group.Rows), isPositive), rare, names, partners, notices);
        return partners.Count >= PartnerLimits.FewestPartners
            ? new PartnerSplit(partners, notices)
            : throw new CommandException("FED-SPLIT-FEW", TooFew(column, groups, enough, partners.Count), "split by another column with --split-by, or deal the rows out with --nodes N");
    }

    private static void AddRare(string column, RowGroup together, RowGroup[] rare, PartnerNames names, List<PartnerRows> partners, List<string> notices)
    {
        var values = $"{string.Join(", ", rare.Take(5).Select(group => group.Value.Length > 0 ? Shown.Of(group.Value) : "blank"))}{(rare.Length > 5 ? ", …" : "")}";
        var isUsable = together.HasBothClasses && together.Rows.Count >= PartnerLimits.FewestRows;
        if (isUsable)
            partners.Add(new PartnerRows(names.For(Other), together.Rows));
        notices.Add(isUsable
            ? $"{Shown.Of(column)}: {rare.Length} rare values ({values}) are grouped into the partner '{partners[^1].Name}'."
            : string.Create(CultureInfo.InvariantCulture, $"{Shown.Of(column)}: {together.Rows.Count:N0} rows with rare values ({values}) are left out, for they are too few or all of one class."));
    }

    private static string TooFew(string column, RowGroup[] groups, double enough, int partners) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Shown.Of(column)} has {groups.Length:N0} values, which make {partners} partners of at least {Math.Ceiling(enough):N0} rows with both classes; {PartnerLimits.FewestPartners} are needed");
}
