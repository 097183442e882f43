namespace Federated.Tasks.Jobs;

/// <summary>A part of a date that recurs; each value has a column of 0 and 1.</summary>
public enum DatePart
{
    /// <summary>January to December.</summary>
    Month,

    /// <summary>Monday to Sunday.</summary>
    Weekday,

    /// <summary>Quarters of three months that begin with December.</summary>
    Season,
}
