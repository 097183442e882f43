namespace Federated.Tasks.Reports;

/// <summary>One large number that a reader should not miss.</summary>
/// <param name="Label">What it is, in few words.</param>
/// <param name="Value">The number as written.</param>
/// <param name="Note">A few words that follow the number; empty for none.</param>
public sealed record KeyFigure(string Label, string Value, string Note = "")
{
    /// <summary>A key figure of a number.</summary>
    public static KeyFigure Of(string label, double? value, FigureFormat format, string note = "") => new(label, FigureText.Of(value, format), note);
}
