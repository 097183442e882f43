namespace Federated.Tasks.Reports;

/// <summary>What a task shows a partner of a job: the body of a <see cref="ReportDocument"/>, to which the node adds whose it is and where it comes from.</summary>
/// <param name="Title">What it is about, the state first.</param>
/// <param name="Summary">The finding in plain words, two to four sentences.</param>
/// <param name="KeyFigures">Up to four.</param>
/// <param name="Sections">In the order of reading.</param>
public sealed record TaskReport(string Title, string Summary, IReadOnlyList<KeyFigure> KeyFigures, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>Label of the key figure that says which model a partner's scores come from: joint, local or personalised.</summary>
    public const string ScoreSource = "Your scores come from";
}
