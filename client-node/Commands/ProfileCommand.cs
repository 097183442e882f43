using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.ClientNode.Data;
using Federated.ClientNode.Join;
using Federated.ClientNode.Profiles;
using Federated.ClientNode.Reports;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node profile</c>: one row for each customer, joined of all models that this node has and of the partner's own data.</summary>
internal static class ProfileCommand
{
    private const int MostReasons = 10;

    private static readonly Option<string> Output = new("--out", "-o") { Description = "CSV file to write", DefaultValueFactory = _ => "profiles.csv" };
    private static readonly Option<string?> Report = new("--report") { Description = "HTML page to write about all customers: segments, value, risk, categories" };
    private static readonly Option<int> Reasons = new("--reasons") { Description = "Reasons of each model for each customer, 0 to 10", DefaultValueFactory = _ => 3 };

    public static Command Create()
    {
        var command = new Command("profile", "Writes a profile of each customer: traits, behaviour, segment, chances and values with their groups, preferred category, reasons. It joins the newest released model of each task; nothing is trained and nothing is sent. What is missing is left empty, and said.\n\nExample: fed-node profile --out profiles.csv --report profiles.html --dir /var/lib/fed-node")
        {
            Output, Report, Reasons, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var reasons = parsed.GetValue(Reasons);
        if (reasons is < 0 or > MostReasons)
            throw new CommandException("FED-SCORE-REASONS", $"--reasons {reasons} is not from 0 to {MostReasons}", "give a number in that range");
        var directory = parsed.NodeDirectory();
        var models = await ModelChoice.FindAllAsync(directory, cancellation);
        var mapping = DataMapping.Load(parsed.MappingPath());
        var path = parsed.GetValue(Output)!;
        using var table = new ProfileTable($"{Path.GetFullPath(path)}.{Environment.ProcessId}.db");
        var assembly = new ProfileAssembly(mapping, jobId => ModelChoice.MemoryOf(directory, jobId), reasons, Console.Error);
        var sources = assembly.Fill(models, table, cancellation);
        if (sources.All(source => source.Customers == 0))
            throw Empty(sources);
        var summary = new ProfileSummary(table.Columns);
        var rows = ProfileSheet.Write(path, assembly.IdHeading, table.Columns, summary.Watch(table.Rows()));
        if (parsed.GetValue(Report) is { } page)
        {
            var partner = NodeOptions.Parse(await File.ReadAllTextAsync(directory.Options, cancellation), directory.Options).Partner;
            AtomicFile.Write(page, new ProfileReport(summary, sources, new ReportOrigin(partner, TimeProvider.System.GetUtcNow())).Make().ToHtml());
        }

        Print(path, rows, table.Columns, sources, parsed.GetValue(CommonOptions.Json));
        return ExitCode.Done;
    }

    private static CommandException Empty(IReadOnlyList<ProfileSource> sources) => sources.Count == 0
        ? new("FED-PROFILE-EMPTY", "no job has released a model yet, or none has reached this node, and the mapping has no transactions", "wait for a job to complete: fed-node run shows it", ExitCode.Failed)
        : new("FED-PROFILE-EMPTY", $"no part of a profile could be made: {string.Join("; ", sources.Select(source => $"{source.Name}: {source.Missing}"))}", "mend the mapping: fed-node data check --job says how");

    private static void Print(string path, long rows, IReadOnlyList<ProfileColumn> columns, IReadOnlyList<ProfileSource> sources, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                path,
                customers = rows,
                columns = columns.Select(column => column.Name),
                parts = sources.Select(source => new { name = source.Name, model = source.Version, customers = source.Customers, missing = source.Missing }),
            }));
            return;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Wrote {path}   {rows:N0} customers, {columns.Count} columns"));
        foreach (var source in sources)
        {
            Console.WriteLine(source.Missing.Length == 0
                ? string.Create(CultureInfo.InvariantCulture, $"  {source.Name,-13} {source.Customers:N0} customers   {source.Version}")
                : $"  {source.Name,-13} missing: {source.Missing}");
        }
    }
}
