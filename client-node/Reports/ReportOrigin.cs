namespace Federated.ClientNode.Reports;

/// <summary>Whose report it is.</summary>
/// <param name="Partner">The partner; also its node's name.</param>
/// <param name="Made">When the report is made.</param>
internal sealed record ReportOrigin(string Partner, DateTimeOffset Made)
{
    /// <summary>The version of this program.</summary>
    public string Version { get; } = typeof(ReportOrigin).Assembly.GetName().Version?.ToString(3) ?? "";
}
