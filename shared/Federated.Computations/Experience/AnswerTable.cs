using System.Collections.Immutable;

namespace Federated.Computations.Experience;

/// <summary>
/// Counts of answers in rows of which small ones are merged. A row of 1 to below the floor is added to the last, which is of no declared group; when that leaves
/// the last with too few, the smallest row that is still reported follows it, or subtraction from the total would tell.
/// </summary>
public sealed class AnswerTable
{
    private readonly ImmutableArray<ImmutableArray<long>?> _rows;

    private AnswerTable(ImmutableArray<ImmutableArray<long>?> rows, ImmutableArray<long> others) => (_rows, Others) = (rows, others);

    /// <summary>Number of declared rows.</summary>
    public int Count => _rows.Length;

    /// <summary>Counts of each answer, lowest first, in no declared row or in a merged one.</summary>
    public ImmutableArray<long> Others { get; }

    /// <summary>Counts of each answer in a declared row, lowest first; null when it was merged.</summary>
    public ImmutableArray<long>? Row(int index) => _rows[index];

    /// <summary>Counts of each answer in all rows.</summary>
    public ImmutableArray<long> Total => [.. Enumerable.Range(0, Others.Length).Select(answer => Others[answer] + _rows.Sum(row => row is { } counts ? counts[answer] : 0))];

    internal static AnswerTable Of(IReadOnlyList<long[]> rows, int floor)
    {
        var reported = rows.SkipLast(1).Select(row => (long[]?)row).ToArray();
        long[] others = [.. rows[^1]];
        for (int row = 0; row < reported.Length; row++)
        {
            if (reported[row]!.Sum() is > 0 and var answers && answers < floor)
                Merge(reported, row, others);
        }

        while (others.Sum() is > 0 and var left && left < floor && Smallest(reported) is { } smallest)
            Merge(reported, smallest, others);
        return Reported(reported, others);
    }

    internal static AnswerTable Reported(IEnumerable<long[]?> rows, long[] others)
        => new([.. rows.Select(row => row is null ? (ImmutableArray<long>?)null : [.. row])], [.. others]);

    private static void Merge(long[]?[] rows, int row, long[] others)
    {
        for (int answer = 0; answer < others.Length; answer++)
            others[answer] += rows[row]![answer];
        rows[row] = null;
    }

    private static int? Smallest(long[]?[] rows)
        => Enumerable.Range(0, rows.Length).Where(row => rows[row]?.Sum() > 0).Cast<int?>().MinBy(row => rows[row!.Value]!.Sum());
}
