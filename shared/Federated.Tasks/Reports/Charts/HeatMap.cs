namespace Federated.Tasks.Reports.Charts;

/// <summary>A table of numbers from −1 to 1 as coloured cells: correlations. The stronger the colour, the further from zero; the numbers stand in the cells where they fit.</summary>
public sealed class HeatMap : Chart
{
    /// <summary>Steps of colour on each side of zero.</summary>
    internal const int Steps = 5;

    private readonly IReadOnlyList<string> _rows;
    private readonly IReadOnlyList<string> _columns;
    private readonly IReadOnlyList<IReadOnlyList<double>> _values;

    /// <param name="title">What it shows.</param>
    /// <param name="finding">What one sees in it.</param>
    /// <param name="rows">Names of the rows, from the top.</param>
    /// <param name="columns">Names of the columns, from the left.</param>
    /// <param name="values">A number for each row and column, −1 to 1, or NaN.</param>
    /// <exception cref="ArgumentException">The numbers are not as many as the names.</exception>
    public HeatMap(string title, string finding, IReadOnlyList<string> rows, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<double>> values)
        : base(title, finding)
    {
        if (values.Count != rows.Count || values.Any(row => row.Count != columns.Count))
            throw new ArgumentException($"The chart '{title}' has {rows.Count} by {columns.Count} names and not as many numbers.", nameof(values));
        (_rows, _columns, _values) = (rows, columns, values);
    }

    /// <inheritdoc/>
    public override string Kind => "heat-map";

    /// <inheritdoc/>
    public override ReportTable Table => new(
        Title,
        [new ReportColumn(""), .. _columns.Select(name => new ReportColumn(name, FigureFormat.Metric))],
        [.. _rows.Select((name, row) => (IReadOnlyList<ReportCell>)[ReportCell.Of(name), .. _values[row].Select(value => ReportCell.Of(value))])]);

    internal override bool IsWide => _columns.Count > 8;

    internal override SvgDrawing Draw(double width)
    {
        var svg = new SvgDrawing(width);
        var names = Math.Min(_rows.Select(TextWidth.Of).DefaultIfEmpty(0).Max(), width * 0.3);
        var above = Math.Min(_columns.Select(TextWidth.Of).DefaultIfEmpty(0).Max(), 110);
        // The last column's name rises to the right, beyond its cell.
        double left = names + 8, rise = (above * 0.71) + 14, cell = Math.Min((width - left - (above * 0.71) - 6) / Math.Max(1, _columns.Count), 90);
        var height = Math.Clamp(cell, 17, 34);
        for (var column = 0; column < _columns.Count; column += cell < 13 ? 2 : 1)
            svg.Rising(left + (cell * (column + 0.5)) + 3, rise - 6, TextWidth.Fit(_columns[column], above));
        var hasRoom = cell >= TextWidth.Of("−0.88") + 2;
        for (var row = 0; row < _rows.Count; row++)
        {
            var y = rise + (row * height);
            svg.Text(names, y + (height / 2) + 4.5, TextWidth.Fit(_rows[row], names), TextAnchor.End, "n");
            for (var column = 0; column < _columns.Count; column++)
                DrawCell(svg, _values[row][column], left + (column * cell), y, cell, height, hasRoom);
        }

        svg.Height = rise + (_rows.Count * height) + 4;
        return svg;
    }

    private static void DrawCell(SvgDrawing svg, double value, double x, double y, double width, double height, bool hasRoom)
    {
        if (!Drawable.Is(value))
            return;
        var kind = Class(value);
        svg.Rectangle(x + 0.5, y + 0.5, width - 1, height - 1, kind, FigureText.Of(value, FigureFormat.Metric));
        if (hasRoom)
            svg.Text(x + (width / 2), y + (height / 2) + 4.5, value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−'), TextAnchor.Middle, $"on-{kind}");
    }

    /// <summary>The class of a cell: p0 to p5 at or above zero, m1 to m5 below.</summary>
    internal static string Class(double value)
    {
        var step = (int)Math.Round(Math.Clamp(Math.Abs(value), 0, 1) * Steps);
        return value < 0 && step > 0 ? $"m{step}" : $"p{step}";
    }
}
