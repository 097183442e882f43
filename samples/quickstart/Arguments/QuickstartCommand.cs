using System.CommandLine;
using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Partners;

namespace Federated.Samples.Quickstart.Arguments;

/// <summary>The command line of the demonstration.</summary>
internal static class QuickstartCommand
{
    private const string Description = """
        Several companies train one model together without showing each other a row: a coordinator and one node a company run as
        separate processes on this machine, and the result is compared with what each company reaches alone.

        Example: dotnet run --project samples/quickstart -c Release
        Example: dotnet run --project samples/quickstart -c Release -- --data customers.csv --label churned --split-by region
        """;

    private static readonly Option<string?> Data = new("--data") { Description = "CSV file to run on; default: the customer churn table that is shipped" };
    private static readonly Option<string?> Label = new("--label") { Description = "Column to predict" };
    private static readonly Option<string?> Positive = new("--positive") { Description = "Value of the label to predict; default: yes, true, 1, y, else the rarer value" };
    private static readonly Option<string?> Id = new("--id") { Description = "Column that names the customer; never a feature" };
    private static readonly Option<string?> Drop = new("--drop") { Description = "Columns to leave out, separated by commas" };
    private static readonly Option<string?> SplitBy = new("--split-by") { Description = "Column with one partner a value; rare values are grouped" };
    private static readonly Option<int?> Nodes = new("--nodes") { Description = $"Number of partners to deal the rows out to, {PartnerLimits.FewestPartners} to {PartnerLimits.MostPartners}" };
    private static readonly Option<string?> Delimiter = new("--delimiter") { Description = "What separates cells, one character or 'tab'; default: guessed" };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds of training, 1 to 1000", DefaultValueFactory = _ => QuickstartDefaults.Rounds };
    private static readonly Option<string?> Json = new("--json") { Description = "File to write every figure of the table to" };
    private static readonly Option<string?> Keep = new("--keep") { Description = "Empty or new directory to work in and keep: keys, databases, data, logs" };
    private static readonly Option<string> Out = new("--out") { Description = "Directory for model.safetensors and scores-*.csv", DefaultValueFactory = _ => "." };

    /// <param name="run">Runs what was asked for; gets an exit code.</param>
    public static RootCommand Create(Func<QuickstartOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand(Description) { Data, Label, Positive, Id, Drop, SplitBy, Nodes, Delimiter, Rounds, Json, Keep, Out };
        root.SetAction((parsed, cancellation) => run(Read(parsed), cancellation));
        return root;
    }

    /// <exception cref="CommandException">Options contradict each other or are out of range.</exception>
    internal static QuickstartOptions Read(ParseResult parsed)
    {
        var rounds = parsed.GetValue(Rounds);
        if (rounds is < 1 or > 1000)
            throw Usage($"--rounds is {rounds}", "write a number from 1 to 1000");
        return new QuickstartOptions
        {
            Data = ReadData(parsed),
            Rounds = rounds,
            OutputDirectory = parsed.GetValue(Out)!,
            JsonFile = parsed.GetValue(Json),
            KeptWorkspace = parsed.GetValue(Keep),
        };
    }

    private static OwnData? ReadData(ParseResult parsed)
    {
        if (parsed.GetValue(Data) is not { } file)
        {
            var stray = new Option[] { Label, Positive, Id, Drop, SplitBy, Nodes, Delimiter }.FirstOrDefault(option => parsed.GetResult(option) is not null);
            return stray is null ? null : throw Usage($"{stray.Name} describes a file, and no file is given", "add --data FILE.csv");
        }

        var (splitBy, nodes) = (parsed.GetValue(SplitBy), parsed.GetValue(Nodes));
        if (splitBy is null == nodes is null)
            throw Usage(splitBy is null ? "it is not said how the rows are divided among partners" : "--split-by and --nodes are both given", "write one of --split-by COLUMN and --nodes N");
        if (nodes is < PartnerLimits.FewestPartners or > PartnerLimits.MostPartners)
            throw Usage($"--nodes is {nodes}", $"write a number from {PartnerLimits.FewestPartners} to {PartnerLimits.MostPartners}");
        return new OwnData
        {
            File = file,
            Label = parsed.GetValue(Label) ?? throw Usage("it is not said which column is to be predicted", "add --label COLUMN"),
            Positive = parsed.GetValue(Positive),
            Id = parsed.GetValue(Id),
            Drop = parsed.GetValue(Drop)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            SplitBy = splitBy,
            Nodes = nodes,
            Delimiter = parsed.GetValue(Delimiter) is { } delimiter ? ReadDelimiter(delimiter) : null,
        };
    }

    /// <summary>The same characters that a node's mapping accepts.</summary>
    private static char ReadDelimiter(string text) => text switch
    {
        "tab" or "\\t" or "\t" => '\t',
        [var character] when char.IsAscii(character) && !char.IsLetterOrDigit(character) && !char.IsControl(character) && character is not ('"' or '.' or '-' or '+' or '_' or ' ') => character,
        _ => throw Usage($"--delimiter is '{text}'", "write one character such as ',' ';' '|', or tab"),
    };

    private static CommandException Usage(string what, string mend) => new("FED-USAGE", what, mend);
}
