using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>How customers rate what they got.</summary>
public static class ExperienceSection
{
    /// <param name="own">This partner's groups; the first is all of its customers.</param>
    /// <param name="joint">The same over all partners, for the groups that are there; empty for none.</param>
    public static ReportSection Of(IReadOnlyList<ExperienceFigures> own, IReadOnlyList<ExperienceFigures> joint)
    {
        ArgumentOutOfRangeException.ThrowIfZero(own.Count);
        var all = own[0];
        var sentence = double.IsFinite(all.NetPromoter.Value)
            ? $"Your net promoter score is {FigureText.Of(all.NetPromoter, FigureFormat.Balance)} from {FigureText.Of(all.Answers, FigureFormat.Count)} answers."
            : $"{FigureText.Of(all.Satisfied.Value, FigureFormat.Share)} of your customers are satisfied, from {FigureText.Of(all.Answers, FigureFormat.Count)} answers.";
        var blocks = new List<ReportBlock>();
        if (own.Any(group => double.IsFinite(group.NetPromoter.Value)))
        {
            blocks.Add(new ChartBlock(Chart("Net promoter score", FigureFormat.Balance, own, joint, group => group.NetPromoter, ("as many for as against", 0))));
            blocks.Add(new ChartBlock(new BarChart(
                "Who would recommend you", $"All: {FigureText.Of(all.Promoters, FigureFormat.Share)} promoters, {FigureText.Of(all.Passives, FigureFormat.Share)} passives, {FigureText.Of(all.Detractors, FigureFormat.Share)} detractors.",
                "group", [.. own.Select(group => group.Group)], FigureFormat.Share,
                [new("promoters (9, 10)", [.. own.Select(group => group.Promoters)]), new("passives (7, 8)", [.. own.Select(group => group.Passives)]), new("detractors (0 to 6)", [.. own.Select(group => group.Detractors)])])));
        }

        if (own.Any(group => double.IsFinite(group.Satisfied.Value)))
            blocks.Add(new ChartBlock(Chart("Satisfied customers (CSAT)", FigureFormat.Share, own, joint, group => group.Satisfied, null)));
        return new ReportSection("How do customers feel?", sentence, blocks);
    }

    private static IntervalChart Chart(string title, FigureFormat format, IReadOnlyList<ExperienceFigures> own, IReadOnlyList<ExperienceFigures> joint, Func<ExperienceFigures, Estimate> value, (string, double)? reference)
    {
        var others = joint.ToDictionary(group => group.Group, value, StringComparer.Ordinal);
        var finding = string.Join(" ", own.Select(group => $"{group.Group}: {FigureText.Of(value(group), format)}."));
        IntervalSeries[] series =
        [
            new("your customers", [.. own.Select(value)]),
            .. others.Count > 0 ? new[] { new IntervalSeries("all partners", [.. own.Select(group => others.GetValueOrDefault(group.Group, new Estimate(double.NaN)))]) } : [],
        ];
        return new IntervalChart(title, finding, "group", [.. own.Select(group => group.Group)], new Axis($"{title} with its 95% interval", format), series) { Reference = reference };
    }
}
