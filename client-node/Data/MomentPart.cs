namespace Federated.ClientNode.Data;

/// <summary>What a field takes of a date with a time of day.</summary>
internal enum MomentPart
{
    /// <summary>The hour, 0 to 23, as written; of a moment with a zone, that of UTC.</summary>
    Hour,

    /// <summary>The day of the week, 1 (Monday) to 7 (Sunday).</summary>
    Weekday,
}
