using Federated.Computations.ClassEvaluation;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Sections;

namespace Federated.Tasks.Sentiment;

/// <summary>How well classes of texts were told apart, drawn for a partner: its own held-out texts where it has them, else everybody's.</summary>
internal static class SentimentSections
{
    public static IReadOnlyList<ReportSection> Of(IReadOnlyList<string> classes, ClassQuality joint, ClassQuality? own)
    {
        (string whose, ClassQuality quality) = own is { Rows: > 0 } ? ("your own", own) : ("all partners'", joint);
        return
        [
            QualitySection.Of(
                $"{FigureText.Of(quality.Accuracy, FigureFormat.Share)} of {whose} held-out texts get the right class.",
                [
                    new QualityMetric("right (accuracy)", new Estimate(quality.Accuracy), FigureFormat.Share, "Share of texts whose class was told."),
                    new QualityMetric("over classes alike (macro F1)", new Estimate(quality.MacroF1), FigureFormat.Metric, "As if every class were as frequent; 1 is perfect."),
                    new QualityMetric("telling apart (AUC)", new Estimate(quality.MacroArea), FigureFormat.Metric, "0.5 is a coin, 1 is perfect."),
                    new QualityMetric("right over all partners", new Estimate(joint.Accuracy), FigureFormat.Share, "The same share on everybody's held-out texts."),
                ]),
            new ReportSection("Which classes are mistaken for one another?", $"Each row is what {whose} texts are, each column what they were taken for.",
            [
                new TableBlock(new ReportTable(
                    "Held-out texts", [new ReportColumn("class"), .. classes.Select(name => new ReportColumn($"taken for {name}", FigureFormat.Count))],
                    [.. classes.Select((name, label) => (IReadOnlyList<ReportCell>)[ReportCell.Of(name), .. classes.Select((_, predicted) => ReportCell.Of(quality.Count(label, predicted)))])])),
            ]),
        ];
    }
}
