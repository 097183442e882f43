namespace Federated.Tasks.Scores;

/// <summary>What a row of the source is to the results.</summary>
public enum RowUse
{
    /// <summary>The results have a row for it.</summary>
    Result,

    /// <summary>It stands in for a result where the source has none: a past period, for the one that follows in its place.</summary>
    Substitute,

    /// <summary>It was read, and the results have nothing to say of it.</summary>
    Background,
}
