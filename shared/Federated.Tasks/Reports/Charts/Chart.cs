namespace Federated.Tasks.Reports.Charts;

/// <summary>
/// A chart is drawn as SVG by hand, at the widths that a page may have room for, and always comes with its name, its finding in words and the table of
/// its numbers: whoever cannot see it reads the same. Values that are NaN or infinite are left out of the drawing and stand as absent in the table.
/// Colours come from classes, so one drawing serves light, dark and print; nothing is told by colour alone.
/// </summary>
public abstract class Chart
{
    /// <param name="title">What it shows.</param>
    /// <param name="finding">What one sees in it, with numbers, as a sentence; it is read out in place of the drawing.</param>
    private protected Chart(string title, string finding)
    {
        Title = title;
        Finding = finding;
    }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>What one sees in it.</summary>
    public string Finding { get; }

    /// <summary>Its kind in the JSON twin.</summary>
    public abstract string Kind { get; }

    /// <summary>The numbers that are drawn, no more and no less.</summary>
    public abstract ReportTable Table { get; }

    /// <summary>Whether it wants a page's whole width.</summary>
    internal virtual bool IsWide => false;

    /// <param name="width">In pixels, 240 or more.</param>
    internal abstract SvgDrawing Draw(double width);
}
