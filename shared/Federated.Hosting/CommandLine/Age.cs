namespace Federated.Hosting.CommandLine;

/// <summary>Spans of time as people say them.</summary>
public static class Age
{
    /// <summary>The span in its largest unit, for example "41 min" or "24 d"; negative spans are "0 s".</summary>
    public static string Format(TimeSpan span) => span switch
    {
        { TotalSeconds: < 0 } => "0 s",
        { TotalSeconds: < 100 } => $"{span.TotalSeconds:0} s",
        { TotalMinutes: < 100 } => $"{span.TotalMinutes:0} min",
        { TotalHours: < 48 } => $"{span.TotalHours:0} h",
        _ => $"{span.TotalDays:0} d",
    };
}
