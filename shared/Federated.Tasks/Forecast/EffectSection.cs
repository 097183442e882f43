using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Forecast;

/// <summary>What prices, promotions and other things do to sales.</summary>
internal static class EffectSection
{
    public static IEnumerable<ReportSection> Of(IReadOnlyList<Effect> joint, IReadOnlyList<Effect> own)
    {
        if (joint.Count == 0)
            yield break;
        Effect strongest = joint.FirstOrDefault(effect => effect.IsElasticity) ?? joint.MaxBy(effect => Math.Abs(effect.Slope))!;
        string sentence = strongest.IsElasticity
            ? $"1% on the {strongest.Words} goes with {FigureText.Of(strongest.Slope, FigureFormat.Difference)}% of sales, likely {FigureText.Of(strongest.Low, FigureFormat.Difference)} to {FigureText.Of(strongest.High, FigureFormat.Difference)}, other things being equal."
            : $"{strongest.Words} goes with {FigureText.Of((Math.Exp(strongest.Slope) - 1) * 100, FigureFormat.Difference)}% of sales, other things being equal.";
        var blocks = new List<ReportBlock>();
        foreach ((bool isElasticity, string title, string axis) in new[] { (true, "Price elasticities", "% of sales for 1% of price"), (false, "Effects", "change of the logarithm of sales") })
        {
            if (joint.Any(effect => effect.IsElasticity == isElasticity))
                blocks.Add(new ChartBlock(Chart(title, axis, [.. joint.Where(effect => effect.IsElasticity == isElasticity)], [.. own.Where(effect => effect.IsElasticity == isElasticity)])));
        }

        blocks.Add(new NoteBlock("These are regressions within series over time, with intervals of 95% that allow for errors which hang together within a series. What happens to all series in the same period, and prices that follow demand, are not taken out: a planned test tells more."));
        yield return new ReportSection("What do prices and promotions do?", sentence, blocks);
    }

    private static IntervalChart Chart(string title, string axis, IReadOnlyList<Effect> joint, IReadOnlyList<Effect> own)
    {
        static IntervalSeries Series(string name, IReadOnlyList<Effect> effects) => new(name, [.. effects.Select(effect => new Estimate(effect.Slope, effect.Low, effect.High))]);
        string finding = string.Join(" ", joint.Take(6).Select(effect => $"{effect.Words}: {FigureText.Of(effect.Slope, FigureFormat.Difference)}."));
        return new IntervalChart(title, finding, "what", [.. joint.Select(effect => effect.Words)], new Axis(axis, FigureFormat.Difference), [Series("all partners", joint), .. own.Count > 0 ? [Series("your series", own)] : Array.Empty<IntervalSeries>()])
        {
            Reference = ("no effect", 0),
        };
    }
}
