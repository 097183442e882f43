using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>Whether today's customers still look like those that the model learnt from.</summary>
public static class DriftSection
{
    /// <summary>From here on a field is worth a look (the usual reading of the population stability index).</summary>
    public const double Notable = 0.1;

    /// <summary>From here on scores should not be used before someone has looked.</summary>
    public const double Severe = 0.25;

    private const int MostBars = 15;

    /// <param name="fields">In any order.</param>
    public static ReportSection Of(IReadOnlyList<FieldDrift> fields)
    {
        var sorted = fields.OrderByDescending(field => double.IsFinite(field.StabilityIndex) ? field.StabilityIndex : -1).ThenBy(field => field.Field, StringComparer.Ordinal).ToArray();
        var severe = sorted.Where(field => field.StabilityIndex >= Severe).Select(field => field.Field).ToArray();
        var sentence = severe.Length > 0 ? $"Check before you use the scores: {string.Join(", ", severe.Take(3))} {(severe.Length == 1 ? "has" : "have")} changed a lot since training."
            : sorted.Any(field => field.StabilityIndex >= Notable) ? $"Some movement, most in {sorted[0].Field}; the scores can still be used."
            : "Your customers look like those that the model learnt from.";
        var shown = sorted.Take(MostBars).ToArray();
        return new ReportSection("Have your customers changed?", sentence, [
            new ChartBlock(new BarChart(
                "Change since training", $"Below {Notable} little has changed, from {Severe} a lot. {string.Join(" ", shown.Take(3).Select(field => $"{field.Field}: {FigureText.Of(field.StabilityIndex, FigureFormat.Metric)}."))}",
                "field", [.. shown.Select(field => field.Field)], FigureFormat.Metric, [new BarSeries("population stability index", [.. shown.Select(field => field.StabilityIndex)])])),
            new TableBlock(new ReportTable(
                "Every field",
                [new("field"), new("stability index", FigureFormat.Metric), new("verdict"), new("missing then", FigureFormat.Share), new("missing now", FigureFormat.Share), new("values unknown to training", FigureFormat.Share)],
                [.. sorted.Select(field => (IReadOnlyList<ReportCell>)
                    [ReportCell.Of(field.Field), ReportCell.Of(field.StabilityIndex), Verdict(field), ReportCell.Of(field.MissingThen), ReportCell.Of(field.MissingNow), ReportCell.Of(field.UnseenNow)])])),
        ]);
    }

    private static ReportCell Verdict(FieldDrift field) => field.StabilityIndex switch
    {
        >= Severe => ReportCell.Of("changed a lot", CellTone.Bad),
        >= Notable => ReportCell.Of("moved", CellTone.Warning),
        >= 0 => ReportCell.Of("steady", CellTone.Good),
        _ => ReportCell.Of("not known"),
    };
}
