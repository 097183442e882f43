using System.Globalization;
using Federated.ClientNode.Scoring;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Sections;

namespace Federated.ClientNode.Outcomes;

/// <summary>A backtest as a report.</summary>
internal static class BacktestReport
{
    public static ReportDocument Of(SavedModel model, string partner, Backtest backtest, DateTimeOffset made)
    {
        var label = model.Job.Contract.Label!;
        var section = BacktestSection.Of(backtest, label.Values.Count == 2 && label.Positive == "true" ? $"'{label.Name}'" : $"'{label.Positive}'");
        var progress = TaskCatalogue.For(model.Job).Describe(model.Snapshot);
        var calibration = double.IsFinite(backtest.CalibrationError) ? $" The chances were off by {FigureText.Of(backtest.CalibrationError * 100, FigureFormat.Number)} percentage points on average." : "";
        var area = double.IsFinite(backtest.AreaUnderCurve.Value) ? $" Ranking quality (AUC): {FigureText.Of(backtest.AreaUnderCurve, FigureFormat.Metric)}." : "";
        return new ReportDocument(
            "How the last scores did",
            string.Create(CultureInfo.InvariantCulture, $"Scores of {backtest.ScoredAt.UtcDateTime:yyyy-MM-dd} against what happened since · {model.JobId}"),
            section.Sentence + area + calibration,
            [],
            [section],
            new ReportProvenance(partner, model.Job.Task, model.JobId, progress.CompletedRounds, model.Snapshot.ContentHash(), backtest.Matched, made, typeof(BacktestReport).Assembly.GetName().Version?.ToString(3) ?? ""));
    }
}
