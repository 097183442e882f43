using Federated.Computations.Worth;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Sections;

namespace Federated.Tasks.Worth;

/// <summary>What training together is worth to one partner, as a section of its report: its own table with intervals, beside the means over partners.</summary>
internal static class PartnerWorthSection
{
    private const int MostKeyFigures = 4;

    /// <param name="own">What this node measured and chose.</param>
    /// <param name="means">Over all partners; null when there are none.</param>
    public static ReportSection Of(PartnerModel own, WorthResult? means) => own.Lines.IsEmpty
        ? new ReportSection("Is it worth it?", own.Sentence, [new TextBlock(own.Reason)])
        : WorthSection.Of([.. own.Lines.Select(line => line.Metric).Distinct().Select(metric => Comparison(own, means, metric))], own.Released, own.TestRows) with { Sentence = own.Sentence };

    /// <summary>Which model this partner's scores come from.</summary>
    public static KeyFigure Source(PartnerModel own) => new(TaskReport.ScoreSource, own.Released);

    /// <summary>A report that begins with what training together is worth, and says which model was released to this partner; the report itself when this node measured nothing.</summary>
    public static TaskReport Before(TaskReport report, PartnerModel? own, WorthResult? means) => own is null ? report : report with
    {
        Summary = string.Join(' ', new[] { own.Sentence, own.Reason, report.Summary }.Where(sentence => sentence.Length > 0)),
        KeyFigures = [.. report.KeyFigures.Take(MostKeyFigures - 1), Source(own)],
        Sections = [Of(own, means), .. report.Sections],
    };

    private static MetricComparison Comparison(PartnerModel own, WorthResult? means, WorthMetric metric)
    {
        Estimate Of(WorthModel model) => own.Lines.FirstOrDefault(line => line.Model == model && line.Metric == metric) is { } line ? Estimate.Of(line.Value) : new Estimate(double.NaN);
        ConsortiumMeans? consortium = means?.Of(WorthModel.Local, metric) is { } local
            ? new ConsortiumMeans(local.Mean, means.Of(WorthModel.Joint, metric)?.Mean ?? double.NaN, means.Of(WorthModel.Personalised, metric)?.Mean)
            : null;
        (string name, FigureFormat format, bool isHigherBetter) = metric switch
        {
            WorthMetric.AreaUnderCurve => ("Ranking quality (AUC)", FigureFormat.Metric, true),
            WorthMetric.LogLoss => ("Surprise (log loss)", FigureFormat.Metric, false),
            WorthMetric.Accuracy => ("Right answers (accuracy)", FigureFormat.Share, true),
            WorthMetric.LiftAtTenth => ("Better than random, top tenth (lift)", FigureFormat.Multiple, true),
            WorthMetric.MacroF1 => ("Over classes alike (macro F1)", FigureFormat.Metric, true),
            WorthMetric.AbsoluteError => ("Off on average (mean absolute error)", FigureFormat.Number, false),
            WorthMetric.RootSquaredError => ("Large errors counting more (root mean squared error)", FigureFormat.Number, false),
            WorthMetric.Determination => ("Explained differences (R²)", FigureFormat.Metric, true),
            WorthMetric.Surprise => ("Surprise per customer (negative log-likelihood)", FigureFormat.Metric, false),
            _ => ("Distance to the segment's centre (mean squared)", FigureFormat.Metric, false),
        };
        return new MetricComparison(name, format, isHigherBetter, Of(WorthModel.Local), Of(WorthModel.Joint), Of(WorthModel.Personalised), consortium);
    }
}
