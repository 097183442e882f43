using System.CommandLine;
using System.Globalization;
using Federated.ClientNode.Data;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Reports;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node report</c>: what a released model says of all partners and of this partner's own customers, as one page.</summary>
internal static class ReportCommand
{
    private static readonly Option<string> Output = new("--out", "-o") { Description = "HTML page to write", DefaultValueFactory = _ => "report.html" };

    public static Command Create()
    {
        var command = new Command("report", "Writes one HTML page about a released model and your own customers: quality, scores, drift, earlier scores against outcomes, what left this machine. Nothing is sent; with --json the same figures are printed.\n\nExample: fed-node report churn --out churn.html --dir /var/lib/fed-node")
        {
            CommonOptions.Task, CommonOptions.JobId, Output, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(RunAsync);
        command.Subcommands.Add(StrategyCommand.Create());
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var directory = parsed.NodeDirectory();
        var model = await ModelChoice.FindAsync(directory, parsed.GetValue(CommonOptions.JobId), parsed.GetValue(CommonOptions.Task), cancellation);
        var opened = Open(model.Job, DataMapping.Load(parsed.MappingPath()));
        LabelledTable.PrintUnlessClean(opened.Report);
        if (opened.Rows is not { } rows)
            return ExitCode.BadInput;
        var partner = NodeOptions.Parse(await File.ReadAllTextAsync(directory.Options, cancellation), directory.Options).Partner;
        var report = new NodeReport(model, ModelChoice.MemoryOf(directory, model.JobId), LedgerFile.Open(directory), new ReportOrigin(partner, TimeProvider.System.GetUtcNow()))
            .Make(rows, opened.Report.UsedRowCount);
        var path = parsed.GetValue(Output)!;
        AtomicFile.Write(path, report.ToHtml());
        Console.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? report.ToJson()
            : string.Create(CultureInfo.InvariantCulture, $"Wrote {path}   {report.Title}\n{report.Summary}"));
        return ExitCode.Done;
    }

    // Customers whose label is not known yet can be described and scored; only what compares with the label is then missing.
    private static OpenedRows Open(JobSpec job, DataMapping mapping)
    {
        var labelled = OpenedRows.Open(job.Contract, mapping, job.Evaluation.Salt, ReadPurpose.Training);
        if (labelled.Rows is not null || job.Contract.Label is not { } label)
            return labelled;
        var unlabelled = OpenedRows.Open(job.Contract, mapping, job.Evaluation.Salt, ReadPurpose.Scoring);
        if (unlabelled.Rows is null)
            return labelled;
        Console.Error.WriteLine($"– FED-REPORT-LABEL  {label.Name} cannot be read from {labelled.Report.Source}: the report leaves out what compares your customers with it.");
        return unlabelled;
    }
}
