using System.Globalization;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Outcomes;
using Federated.ClientNode.Scoring;
using Federated.Hosting.Storage;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Reports;

/// <summary>
/// What a partner is shown of a released model: what its task says of all partners and of this partner's rows, and what only this node knows: how its own customers score,
/// whether they have changed since training, how earlier scores did, and what left this machine. Nothing of it is sent.
/// </summary>
/// <param name="model">The model and its job.</param>
/// <param name="memory">What this node kept from the job's rounds; null for nothing.</param>
/// <param name="ledger">The node's ledger.</param>
/// <param name="origin">Whose report it is, and when it is made.</param>
internal sealed class NodeReport(SavedModel model, ModelSnapshot? memory, SqliteDatabase ledger, ReportOrigin origin)
{
    /// <summary>Makes the report.</summary>
    /// <param name="rows">This partner's rows; read about three times besides what the task reads.</param>
    /// <param name="rowCount">How many there are.</param>
    /// <exception cref="TaskStateException">The model is not one of its job.</exception>
    public ReportDocument Make(ITaskRows rows, long rowCount)
    {
        var task = TaskCatalogue.For(model.Job);
        var shown = task.Present(model.Snapshot, memory, rows);
        ReportSection?[] more = [ScoreSummary.Section(task, model, memory, rows), Drift(rows), Backtest(), Privacy()];
        return new ReportDocument(
            shown.Title,
            string.Create(CultureInfo.InvariantCulture, $"{origin.Partner} · {model.Job.Name} · {origin.Made.UtcDateTime:d MMMM yyyy}"),
            shown.Summary,
            shown.KeyFigures,
            [.. shown.Sections, .. more.OfType<ReportSection>()],
            new ReportProvenance(origin.Partner, model.Job.Task, model.JobId, task.Describe(model.Snapshot).CompletedRounds, model.Snapshot.ContentHash(), rowCount, origin.Made, origin.Version));
    }

    private ReportSection? Drift(ITaskRows rows) =>
        DriftCheck.Of(model, rows) is { } drift && DriftCheck.Figures(drift) is { Count: > 0 } figures ? DriftSection.Of(figures) : null;

    private ReportSection? Backtest()
    {
        var contract = model.Job.Contract;
        if (TaskCatalogue.Declaration(model.Job.Task).Scores != ScoreKind.Expectation || contract.LabelKind != LabelKind.TwoClasses || LabelValues.Of(contract) is not { } label)
            return null;
        var backtest = Backtesting.OfLastScores(new ScoreBook(ledger, TimeProvider.System), new OutcomeBook(ledger, TimeProvider.System), model.JobId, label);
        return backtest is { Matched: > 0 } ? BacktestSection.Of(backtest, LabelWords.Positive(contract.Label!)) : null;
    }

    private ReportSection Privacy()
    {
        var spent = new NodeLedger(ledger, TimeProvider.System).TrafficOf(model.JobId);
        return spent.Rounds > 0
            ? PrivacySection.Of(new PrivacyFigures((int)spent.Rounds, spent.Values, spent.Bytes, model.Job.Cohort.Minimum))
            : new ReportSection("What left this machine?", "Nothing: this node took no part in the rounds of this job. It has the model that others trained.", []);
    }
}
