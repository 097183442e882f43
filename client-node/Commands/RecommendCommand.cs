using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.ClientNode.Data;
using Federated.ClientNode.Recommendations;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Recommend;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node recommend</c>: which items to show to each of this partner's own customers, on this machine.</summary>
internal static class RecommendCommand
{
    private const string UsualTask = "recommend";

    private static readonly Argument<string> Task = new("task") { Description = "Task whose newest model to use", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => UsualTask };
    private static readonly Option<string?> Source = new("--data") { Description = "CSV file of interactions to read; default: the source of the mapping" };
    private static readonly Option<string> Output = new("--out", "-o") { Description = "CSV file to write", DefaultValueFactory = _ => "recommendations.csv" };
    private static readonly Option<int> Top = new("--top") { Description = "Items for each customer, 1 to 100", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Reasons = new("--reasons") { Description = "Reasons for each item, 0 to 10", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> IncludeBought = new("--include-bought") { Description = "Recommend also what the customer has already" };
    private static readonly Option<double> Novelty = new("--novelty") { Description = "How much rare items are preferred, 0 to 1", DefaultValueFactory = _ => 0 };
    private static readonly Option<double> Diversity = new("--diversity") { Description = "How unlike each other the items of a list are, 0 to 1", DefaultValueFactory = _ => 0 };

    public static Command Create()
    {
        var command = new Command("recommend", "Writes which items to show to each of your customers: rank, item, your own code, score, and the items bought that speak for it. Nothing is sent.\n\nExample: fed-node recommend --top 10 --out recommendations.csv --dir /var/lib/fed-node")
        {
            Task, CommonOptions.JobId, Source, Output, Top, Reasons, IncludeBought, Novelty, Diversity, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var wish = Wish(parsed);
        var directory = parsed.NodeDirectory();
        var model = await ModelChoice.FindAsync(directory, parsed.GetValue(CommonOptions.JobId), parsed.GetValue(Task), cancellation);
        if (TaskCatalogue.For(model.Job) is not IRecommendingTask)
            throw new CommandException("FED-RECOMMEND-TASK", $"the task {model.Job.Task} gives no lists of items", "name a task that recommends, or ask for scores: fed-node score");
        var mapping = DataMapping.Load(parsed.MappingPath());
        if (parsed.GetValue(Source) is { } source)
            mapping = mapping.WithFile(source);
        var lists = CustomerLists.Check(model, ModelChoice.MemoryOf(directory, model.JobId), mapping);
        LabelledTable.PrintUnlessClean(lists.Report);
        if (!lists.Report.IsUsable)
            return ExitCode.BadInput;
        var path = parsed.GetValue(Output)!;
        var (customers, cold, lines) = RecommendationSheet.Write(path, lists, wish);
        Console.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(new { job_id = model.JobId, task = model.Job.Task, snapshot_hash = model.Snapshot.ContentHash(), customers, without_history = cold, lines, path })
            : string.Create(CultureInfo.InvariantCulture, $"Wrote {path}   {customers:N0} customers with up to {wish.Top} of {lists.Items.Count:N0} items each, by the model of {model.JobId}{(cold > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {cold:N0} of whom nothing in common is known get the most popular") : "")}"));
        return ExitCode.Done;
    }

    private static ListWish Wish(ParseResult parsed)
    {
        var wish = new ListWish
        {
            Top = parsed.GetValue(Top),
            Reasons = parsed.GetValue(Reasons),
            IncludeBought = parsed.GetValue(IncludeBought),
            Novelty = parsed.GetValue(Novelty),
            Diversity = parsed.GetValue(Diversity),
        };
        try
        {
            wish.Require();
        }
        catch (ArgumentException fault)
        {
            throw new CommandException("FED-RECOMMEND-RANGE", fault.Message.TrimEnd('.'), "give numbers in their ranges: fed-node recommend --help");
        }

        return wish;
    }
}
