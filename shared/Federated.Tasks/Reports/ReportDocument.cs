using Federated.Tasks.Reports.Page;

namespace Federated.Tasks.Reports;

/// <summary>
/// A report before it has a form. It becomes one HTML file that needs nothing else (no script, no picture, no network) or its JSON twin with the same
/// figures. Every text may hold anything: names of columns and their values are strangers' words until they are written.
/// </summary>
/// <param name="Title">What the report is about, the state first.</param>
/// <param name="Subtitle">Whose and when, in one line.</param>
/// <param name="Summary">The finding in plain words, two to four sentences.</param>
/// <param name="KeyFigures">Up to four.</param>
/// <param name="Sections">In the order of reading.</param>
/// <param name="Provenance">The footer.</param>
public sealed record ReportDocument(
    string Title, string Subtitle, string Summary, IReadOnlyList<KeyFigure> KeyFigures, IReadOnlyList<ReportSection> Sections, ReportProvenance Provenance)
{
    /// <summary>One HTML page, UTF-8, for a screen of any width from 320 pixels, light or dark, and for A4.</summary>
    public string ToHtml() => HtmlPage.Write(this);

    /// <summary>The same figures as JSON: every table and every chart as its columns and rows.</summary>
    public string ToJson() => JsonTwin.Write(this);
}
