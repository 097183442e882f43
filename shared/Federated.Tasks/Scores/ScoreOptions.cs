namespace Federated.Tasks.Scores;

/// <summary>What to add to the scores of rows.</summary>
public sealed record ScoreOptions
{
    /// <summary>Reasons a row, 0 to 10: the features that moved its score most. Default 0.</summary>
    public int Reasons { get; init; }

    /// <summary>No reasons.</summary>
    public static ScoreOptions ScoresOnly { get; } = new();
}
