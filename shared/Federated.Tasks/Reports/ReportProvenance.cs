namespace Federated.Tasks.Reports;

/// <summary>Where a report's numbers come from; its footer.</summary>
/// <param name="Partner">Whose customers they are.</param>
/// <param name="Task">The task's name.</param>
/// <param name="JobId">The coordinator's identifier of the job.</param>
/// <param name="Rounds">Rounds that led to the model.</param>
/// <param name="ModelHash">Content hash of the model; empty when there is none.</param>
/// <param name="Rows">This partner's rows that the numbers rest on; the report names a band only.</param>
/// <param name="Made">When the report was made, UTC.</param>
/// <param name="Version">The version of the program.</param>
public sealed record ReportProvenance(string Partner, string Task, string JobId, int Rounds, string ModelHash, long Rows, DateTimeOffset Made, string Version)
{
    /// <summary>What is true of every report of this version.</summary>
    public const string PrivacyStatement =
        "This version adds no noise to the sums, so no ε (a bound on what anyone could learn about one customer) is spent or can be stated. Single contributions stay hidden by the secure sum; the sums and the model themselves are exact.";

    /// <summary>Name and value of each line, as shown.</summary>
    internal IEnumerable<(string Name, string Value)> Shown =>
    [
        ("Partner", Partner),
        ("Task", Task),
        ("Job", JobId.Length == 0 ? FigureText.Absent : JobId),
        ("Rounds", FigureText.Of(Rounds, FigureFormat.Count)),
        ("Model", ModelHash.Length == 0 ? FigureText.Absent : ModelHash),
        ("Your rows", RowBand.Of(Rows)),
        ("Made", Made.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture)),
        ("Program", Version),
    ];
}
