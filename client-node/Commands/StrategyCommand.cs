using System.CommandLine;
using System.Security.Cryptography;
using Federated.ClientNode.Data;
using Federated.ClientNode.Join;
using Federated.ClientNode.Profiles;
using Federated.ClientNode.Reports;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Strategy;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Allocate;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node report strategy</c>: whom to contact, with what, by which channel, what that returns, and what to test next, of all models that this node has.</summary>
internal static class StrategyCommand
{
    private static readonly Option<string?> Plan = new("--plan") { Description = "File that says what contacts cost and responses earn; default strategy.yaml of --dir, where there is one" };
    private static readonly Option<bool> Init = new("--init") { Description = "Write a commented plan, with the models that are released to this node, and stop" };
    private static readonly Option<string> Output = new("--out", "-o") { Description = "HTML page to write", DefaultValueFactory = _ => "strategy.html" };
    private static readonly Option<string?> List = new("--list") { Description = "CSV file to write: a line for each customer to contact" };

    public static Command Create()
    {
        var command = new Command("strategy", "Brings together what the released models say of your customers: whom to contact, with which item or offer, on which channel, the expected return and how sure it is, and what to test next. Every number carries a mark that leads to a task, a run and a command. Entirely on this machine; nothing is sent.\n\nExample: fed-node report strategy --init --dir /var/lib/fed-node\nExample: fed-node report strategy --out strategy.html --list strategy.csv --dir /var/lib/fed-node")
        {
            Plan, Init, Output, List, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var directory = parsed.NodeDirectory();
        var standard = Path.Combine(directory.Root, StrategyPlan.FileName);
        if (parsed.GetValue(Init))
            return await InitAsync(directory, parsed.GetValue(Plan) ?? standard, cancellation);
        var path = parsed.GetValue(Plan) ?? (File.Exists(standard) ? standard : null);
        var plan = path is null ? new StrategyPlan() : StrategyPlan.Load(path);
        var models = await ModelsAsync(directory, plan, cancellation);
        var files = Files(plan);
        StrategyInput[] inputs = [.. models.Select((each, place) => Input(directory, each.Model, each.Mapping ?? parsed.MappingPath(), files.Count + place + 1))];
        var optedOut = plan.OptOut is { } optOut ? OptOutFile.Read(optOut) : null;
        (BudgetPlan, StrategySource)? allocation = plan is { Curves: { } curves, Limit.Budget: { } budget } ? (AllocateCommand.Make(CurveFile.Read(curves, budget), budget), files[^1]) : null;
        var page = parsed.GetValue(Output)!;
        StrategyFindings findings;
        using (var table = new ProfileTable($"{Path.GetFullPath(page)}.{Environment.ProcessId}.db"))
            findings = new StrategyAssembly(plan, files, allocation).Make(inputs, table, optedOut, Console.Error, cancellation);
        var tests = NextTests.Of(findings.Evidence());
        var partner = NodeOptions.Parse(await File.ReadAllTextAsync(directory.Options, cancellation), directory.Options).Partner;
        AtomicFile.Write(page, new StrategyReport(findings, tests, new ReportOrigin(partner, TimeProvider.System.GetUtcNow())).Make().ToHtml());
        var list = parsed.GetValue(List);
        if (list is not null)
            StrategySheet.Write(list, findings);
        Print(parsed, findings, tests, page, list);
        return ExitCode.Done;
    }

    private static async Task<int> InitAsync(NodeDirectory directory, string path, CancellationToken cancellation)
    {
        if (File.Exists(path))
            throw new CommandException("FED-STRATEGY-EXISTS", $"{path} exists, and a plan that a person wrote is never replaced", "change it, or name another file with --plan");
        var models = await ModelChoice.FindAllAsync(directory, cancellation);
        StarterStrategyPlan.WriteTo(path, models.Select(model => model.Job.Task));
        Console.WriteLine($"Wrote {path}   say what contacts cost and responses earn, then: fed-node report strategy");
        return ExitCode.Done;
    }

    // In the order of the tasks: the customers of the first stand first.
    private static async Task<IReadOnlyList<(SavedModel Model, string? Mapping)>> ModelsAsync(NodeDirectory directory, StrategyPlan plan, CancellationToken cancellation)
    {
        List<(SavedModel Model, string? Mapping)> models = [];
        if (plan.Sources.Count == 0)
            models.AddRange((await ModelChoice.FindAllAsync(directory, cancellation)).Select(model => (model, (string?)null)));
        foreach (var source in plan.Sources)
            models.Add((await ModelChoice.FindAsync(directory, source.JobId, source.Task, cancellation), source.Mapping));
        return [.. models.Where(each => StrategyTasks.All.Contains(each.Model.Job.Task)).OrderBy(each => Array.IndexOf(StrategyTasks.All, each.Model.Job.Task))];
    }

    private static StrategyInput Input(NodeDirectory directory, SavedModel model, string mapping, int mark)
    {
        var task = model.Job.Task;
        var verb = task switch { StrategyTasks.Recommend => "recommend", StrategyTasks.Click => "report click", _ => $"score {task}" };
        var command = $"fed-node {verb} --job {model.JobId} --mapping {Path.GetRelativePath(directory.Root, mapping)}";
        return new StrategyInput(mark, model, ModelChoice.MemoryOf(directory, model.JobId), DataMapping.Load(mapping), new ReleasedModels(directory).ReceivedAt(model.JobId), command);
    }

    private static List<StrategySource> Files(StrategyPlan plan)
    {
        List<StrategySource> files = [plan.Path is { } path
            ? FileSource("your plan", path, 1)
            : new StrategySource(1, "defaults: no plan", "", 0, "", TimeProvider.System.GetUtcNow(), 0, "fed-node report strategy --init")];
        if (plan.OptOut is { } optOut)
            files.Add(FileSource(StrategyAssembly.OptOutName, optOut, files.Count + 1));
        if (plan.Curves is { } curves)
            files.Add(FileSource("your response curves", curves, files.Count + 1));
        return files;
    }

    private static StrategySource FileSource(string name, string path, int mark)
    {
        var content = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return new StrategySource(mark, name, "", 0, Convert.ToHexStringLower(SHA256.HashData(content)), File.GetLastWriteTimeUtc(path), 0, Path.GetFileName(path));
    }

    private static void Print(ParseResult parsed, StrategyFindings findings, IReadOnlyList<NextTest> tests, string page, string? list)
    {
        if (parsed.GetValue(CommonOptions.Json))
        {
            Console.WriteLine(StrategyJson.Write(findings, tests, page, list));
            return;
        }

        Console.WriteLine($"Wrote {page}{(list is null ? "" : $" and {list}")}   {StrategyWords.Summary(findings)}");
        foreach (var test in tests)
            Console.WriteLine($"  test next: {test.Title}   {test.Command}");
        foreach (var source in findings.Sources)
            Console.WriteLine($"  {source.Words}{(findings.Parts.FirstOrDefault(part => part.Source == source) is { Missing.Length: > 0 } part ? $"   missing: {part.Missing}" : "")}");
    }
}
