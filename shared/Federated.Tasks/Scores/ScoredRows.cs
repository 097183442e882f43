namespace Federated.Tasks.Scores;

/// <summary>What a model says about rows, in their order.</summary>
public sealed record ScoredRows
{
    /// <summary>Name of the main column of every task that ranks customers.</summary>
    public const string Score = "score";

    /// <summary>Checks that the columns are of one length.</summary>
    /// <param name="columns">At least one, the main one first; each a value a row.</param>
    /// <param name="isRanking">Whether the first column ranks customers, so that tenths of them can be told apart.</param>
    /// <param name="reasons">For each row its reasons, the strongest first; null when none were asked for.</param>
    /// <exception cref="ArgumentException">Columns of several lengths.</exception>
    public ScoredRows(IReadOnlyList<ScoreColumn> columns, bool isRanking, IReadOnlyList<IReadOnlyList<Reason>>? reasons = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        IsRanking = isRanking;
        Reasons = reasons;
        Count = Length(columns[0]);
        if (columns.Any(column => Length(column) != Count) || (reasons is not null && reasons.Count != Count))
            throw new ArgumentException("The columns of scores are of several lengths.", nameof(columns));
        if (isRanking && columns[0].Numbers is null)
            throw new ArgumentException("Words cannot rank customers; give numbers.", nameof(columns));
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>The results, the main one first.</summary>
    public IReadOnlyList<ScoreColumn> Columns { get; }

    /// <summary>Whether the first column ranks customers.</summary>
    public bool IsRanking { get; }

    /// <summary>For each row its reasons, the strongest first; null when none were asked for.</summary>
    public IReadOnlyList<IReadOnlyList<Reason>>? Reasons { get; }

    /// <summary>What each row is to the results; null when all are results.</summary>
    public IReadOnlyList<RowUse>? Uses { get; init; }

    /// <summary>Some of the rows, in the order given, all of them results.</summary>
    /// <param name="rows">Which, from 0 on.</param>
    public ScoredRows Only(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new ScoredRows([.. Columns.Select(column => column.Only(rows))], IsRanking, Reasons is { } reasons ? [.. rows.Select(row => reasons[row])] : null);
    }

    /// <summary>The first column as single-precision numbers, for metrics.</summary>
    /// <exception cref="InvalidOperationException">It holds words.</exception>
    public float[] Ranking()
    {
        if (!IsRanking)
            throw new InvalidOperationException("These results do not rank customers.");
        return [.. Columns[0].Numbers!.Select(number => (float)number)];
    }

    private static int Length(ScoreColumn column) => column.Numbers?.Count ?? column.Words!.Count;
}
