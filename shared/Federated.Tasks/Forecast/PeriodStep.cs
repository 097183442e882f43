namespace Federated.Tasks.Forecast;

/// <summary>How long a period is, where it is told by a date.</summary>
internal enum PeriodStep
{
    Day,

    /// <summary>From Monday to Sunday.</summary>
    Week,

    Month,
}
