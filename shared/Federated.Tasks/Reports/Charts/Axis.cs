namespace Federated.Tasks.Reports.Charts;

/// <summary>An axis in the words of its reader.</summary>
/// <param name="Title">What it measures, with its unit.</param>
/// <param name="Format">How its numbers are written.</param>
public sealed record Axis(string Title, FigureFormat Format = FigureFormat.Number)
{
    /// <summary>Ticks whose labels stand clear of each other side by side.</summary>
    internal NiceTicks AcrossTicks(IReadOnlyCollection<double> values, double width)
    {
        for (var most = 8; ; most--)
        {
            var ticks = NiceTicks.Spanning(values, most);
            if (most <= 3 || ticks.Values.Sum(tick => TextWidth.Of(Label(tick, ticks)) + 14) <= width)
                return ticks;
        }
    }

    internal string Label(double tick, NiceTicks ticks) => FigureText.OfTick(tick, ticks.Step, Format);
}
