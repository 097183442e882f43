using System.Diagnostics;
using System.Globalization;
using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Arguments;
using Federated.Samples.Quickstart.Documents;
using Federated.Samples.Quickstart.Partners;
using Federated.Samples.Quickstart.Processes;
using Federated.Samples.Quickstart.Results;
using Federated.Samples.Quickstart.Tables;
using Federated.Tasks.Catalogue;

namespace Federated.Samples.Quickstart.Running;

/// <summary>
/// The demonstration from beginning to end: data, consortium, job, comparison, table. Everything that a company would do is done by the real
/// programs in processes of their own; only the comparison uses what no company has, the rows of all.
/// </summary>
internal sealed class QuickstartRun
{
    private const int TrialsAtOnce = 2;

    private readonly PreparedData _data;
    private readonly Workspace _workspace;
    private readonly OutputFolder _output;
    private readonly LocalConsortium _consortium;
    private readonly ModelTrials _trials;
    private readonly int _rounds;
    private readonly CancellationToken _stopping;

    private QuickstartRun(PreparedData data, Workspace workspace, OutputFolder output, ProcessSupervisor processes, int rounds)
    {
        var programs = new BuiltPrograms();
        _data = data;
        _workspace = workspace;
        _output = output;
        _consortium = new LocalConsortium(programs, processes, workspace);
        _trials = new ModelTrials(programs, processes, workspace);
        _rounds = rounds;
        _stopping = processes.Stopping;
    }

    /// <summary>Runs what was asked for.</summary>
    /// <exception cref="CommandException">Bad data (exit code 4), or a process that failed.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; no process is left.</exception>
    public static async Task<int> RunAsync(QuickstartOptions options, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var data = Preparation.Prepare(options.Data);
        var output = OutputFolder.Prepare(options.OutputDirectory, options.JsonFile);
        using var workspace = Workspace.Create(options.KeptWorkspace);
        using var processes = new ProcessSupervisor(workspace.Logs, cancellation);
        var run = new QuickstartRun(data, workspace, output, processes, options.Rounds);
        run.Introduce();
        await run.StartAsync();
        var job = await run.TrainAsync();
        var model = await run._consortium.ExportAsync(job);
        var partners = await run.CompareAsync(job);
        File.Copy(workspace.JointModel, output.Model, overwrite: true);
        var result = new QuickstartResult(partners, model.Rounds, model.Evaluation?.Auc, Stopwatch.GetElapsedTime(start).TotalSeconds);
        output.WriteFigures(result);
        run.Print(result, options.KeptWorkspace is not null);
        return ExitCode.Done;
    }

    private void Introduce()
    {
        var rows = _data.Partners.Sum(partner => partner.Rows.Count);
        Say(string.Create(CultureInfo.InvariantCulture, $"Data      {rows:N0} rows, {_data.Guess.Contract.Features.Count} features, label {_data.Guess.Contract.Label!.Name} = {_data.Guess.Contract.Label!.Positive}"));
        Say(string.Create(CultureInfo.InvariantCulture, $"Partners  {string.Join(", ", _data.Partners.Select(partner => string.Create(CultureInfo.InvariantCulture, $"{partner.Name} ({partner.Rows.Count:N0})")))}"));
        foreach (var notice in _data.Notices)
            Say($"Note      {notice}");
        Say("Note      The contract's ranges and values were guessed from all rows; partners would agree on them without showing any.");
    }

    private async Task StartAsync()
    {
        Say("Starting  coordinator and nodes, each a process with its own keys, database and rows");
        await _consortium.StartCoordinatorAsync();
        await EachAsync(_data.Partners, partner => _consortium.JoinAsync(partner.Name));
        var job = JobDocument.For(_data.Task, _data.Guess.Contract, _rounds);
        var mostRounds = TaskCatalogue.MostRounds(job);
        await File.WriteAllTextAsync(_workspace.Job, job.ToYaml(), _stopping);
        foreach (var partner in _data.Partners)
        {
            WriteRows(_workspace.Partner(partner.Name), partner.Rows);
            PartnerFolder.WritePolicy(_workspace.Partner(partner.Name), job.Task, job.Cohort.Minimum, mostRounds);
        }

        WriteRows(_workspace.Pooled, [.. _data.Partners.SelectMany(partner => partner.Rows)]);
        await _consortium.StartNodesAsync(_data.Partners.Select(partner => partner.Name));
    }

    private async Task<string> TrainAsync()
    {
        Say("Training  together: what leaves a node is masked, and the coordinator can only read the sum");
        var progress = new JobProgress(Console.Error, Terminal.IsInteractive, TimeProvider.System);
        try
        {
            return await _consortium.RunJobAsync(QuickstartDefaults.Cohort.Minimum, progress.Show, warning =>
            {
                progress.Break();
                Say($"Warning   {warning}");
            });
        }
        finally
        {
            progress.Break();
        }
    }

    private async Task<IReadOnlyList<PartnerResult>> CompareAsync(string job)
    {
        Say("Comparing with a model of each partner's rows alone, and with one of all rows");
        var pooled = "";
        var alone = new Dictionary<string, string>(StringComparer.Ordinal);
        var scored = _data.Partners.Select(partner => (Func<Task>)(() => _consortium.ScoreAsync(partner.Name, job, _output.Scores(partner.Name))));
        var trained = _data.Partners.Select(partner => (Func<Task>)(async () =>
        {
            var model = await _trials.TrainAloneAsync(partner.Name, _workspace.Partner(partner.Name));
            lock (alone)
                alone.Add(partner.Name, model);
        }));
        await EachAsync([async () => pooled = await _trials.TrainAloneAsync("pooled", _workspace.Pooled), .. trained, .. scored], work => work());
        var results = new PartnerResult[_data.Partners.Count];
        await EachAsync(Enumerable.Range(0, results.Length), async index => results[index] = await MeasureAsync(_data.Partners[index], alone[_data.Partners[index].Name], pooled));
        return results;
    }

    private async Task<PartnerResult> MeasureAsync(PartnerRows partner, string alone, string pooled)
    {
        var folder = _workspace.Partner(partner.Name);
        var local = await _trials.EvaluateAsync(partner.Name, alone, folder);
        var joint = await _trials.EvaluateAsync(partner.Name, _workspace.JointModel, folder);
        var all = await _trials.EvaluateAsync(partner.Name, pooled, folder);
        var status = await _consortium.StatusAsync(partner.Name);
        var hasBothClasses = joint.Positives > 0 && joint.Positives < joint.Rows;
        return new PartnerResult(
            partner.Name, partner.Rows.Count, joint.Rows,
            hasBothClasses ? local.Auc : null, hasBothClasses ? joint.Auc : null, hasBothClasses ? all.Auc : null,
            status.BytesSent, status.Rounds);
    }

    private void Print(QuickstartResult result, bool isKept)
    {
        Terminal.Table(ResultTable.Columns, ResultTable.Rows(result));
        foreach (var line in ResultTable.Conclusions(result))
            Console.WriteLine(line);
        Console.WriteLine();
        Console.WriteLine($"Wrote     {_output.Model}");
        Console.WriteLine($"          {Path.Combine(_output.Directory, "scores-*.csv")}   each partner's own rows, scored by its own node");
        if (isKept)
            Console.WriteLine($"Kept      {_workspace.Root}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Took      {result.Seconds:0} s, {result.Rounds} rounds"));
    }

    private void WriteRows(string folder, IReadOnlyList<string[]> rows) =>
        PartnerFolder.WriteData(folder, new CsvTable(_data.Columns, rows, _data.Delimiter), _data.Guess);

    private Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> work) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = TrialsAtOnce, CancellationToken = _stopping }, async (item, _) => await work(item));

    private static void Say(string line) => Console.Error.WriteLine(line);
}
