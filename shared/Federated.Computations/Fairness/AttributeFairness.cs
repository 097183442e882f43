using System.Collections.Immutable;

namespace Federated.Computations.Fairness;

/// <summary>How a model treats the groups of one attribute.</summary>
public sealed class AttributeFairness
{
    internal AttributeFairness(ImmutableArray<GroupOutcome?> groups, GroupOutcome? others)
    {
        (Groups, Others) = (groups, others);
        int reference = -1;
        for (int group = 0; group < groups.Length; group++)
            reference = groups[group] is { Rows: > 0 } shown && (reference < 0 || shown.Rows > groups[reference]!.Rows) ? group : reference;
        Comparisons =
        [
            .. Enumerable.Range(0, groups.Length).Where(group => group != reference && groups[group] is { Rows: > 0 })
                .Select(group => GroupComparison.Of(group, groups[group]!, reference, groups[reference]!)),
        ];
    }

    /// <summary>Each declared group; null where it is merged into the others because it is small, or because another is.</summary>
    public ImmutableArray<GroupOutcome?> Groups { get; }

    /// <summary>Customers of merged groups, and of none that is declared; null when even all of them together are below the floor.</summary>
    public GroupOutcome? Others { get; }

    /// <summary>Each shown group but the largest against the largest.</summary>
    public ImmutableArray<GroupComparison> Comparisons { get; }

    /// <summary>Applies the floor to the figures of all groups, the undeclared last.</summary>
    internal static AttributeFairness Of(ReadOnlySpan<GroupOutcome> figures, int floor)
    {
        GroupOutcome others = figures[^1];
        var groups = new GroupOutcome?[figures.Length - 1];
        long[] rows = new long[groups.Length];
        for (int group = 0; group < groups.Length; group++)
            rows[group] = figures[group].Rows;
        bool[] shown = SmallCounts.Shown(rows, others.Rows, floor);
        for (int group = 0; group < groups.Length; group++)
        {
            groups[group] = shown[group] ? figures[group] : null;
            others = shown[group] ? others : GroupOutcome.Sum(others, figures[group]);
        }

        WithholdRates(groups, ref others, floor);
        return new AttributeFairness([.. groups], others.Rows == 0 || others.Rows >= floor ? others : null);
    }

    // True and false positives together are the selected: one tells the other. Those withheld must be many enough, positives and negatives alike, that
    // the model's joint figures do not tell them by subtraction.
    private static void WithholdRates(GroupOutcome?[] groups, ref GroupOutcome others, int floor)
    {
        GroupOutcome?[] all = [.. groups, others];
        bool[] withheld = [.. all.Select(outcome => outcome is not null && (IsSmall(outcome.Positives, floor) || IsSmall(outcome.Negatives, floor)))];
        while (true)
        {
            long positives = 0, negatives = 0;
            for (int index = 0; index < all.Length; index++)
            {
                positives += withheld[index] ? all[index]!.Positives : 0;
                negatives += withheld[index] ? all[index]!.Negatives : 0;
            }

            if (!IsSmall(positives, floor) && !IsSmall(negatives, floor))
                break;
            int smallest = Enumerable.Range(0, all.Length).Where(index => !withheld[index] && all[index] is { Rows: > 0 }).DefaultIfEmpty(-1).MinBy(index => index < 0 ? 0 : all[index]!.Rows);
            if (smallest < 0)
                break;
            withheld[smallest] = true;
        }

        for (int group = 0; group < groups.Length; group++)
            groups[group] = withheld[group] ? groups[group]! with { TruePositives = null } : groups[group];
        others = withheld[^1] ? others with { TruePositives = null } : others;
    }

    private static bool IsSmall(long count, int floor) => count > 0 && count < floor;
}
