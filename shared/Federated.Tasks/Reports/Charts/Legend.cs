namespace Federated.Tasks.Reports.Charts;

/// <summary>Names of series beside a sample of each, in as many rows as they need.</summary>
internal static class Legend
{
    private const double RowHeight = 20;

    /// <param name="svg">The drawing; the legend begins at its top.</param>
    /// <param name="names">One a series.</param>
    /// <param name="sample">Draws the sample of a series around a point.</param>
    /// <returns>The height that it took.</returns>
    public static double Draw(SvgDrawing svg, IReadOnlyList<string> names, Action<int, double, double> sample)
    {
        double x = 0, y = 0;
        for (var series = 0; series < names.Count; series++)
        {
            var name = TextWidth.Fit(names[series], svg.Width - 26);
            var width = 24 + TextWidth.Of(name);
            if (x > 0 && x + width > svg.Width)
                (x, y) = (0, y + RowHeight);
            sample(series, x + 8, y + 9);
            svg.Text(x + 20, y + 13.5, name);
            x += width + 14;
        }

        return y + RowHeight + 6;
    }
}
