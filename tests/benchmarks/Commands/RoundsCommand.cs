using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.WholeRounds;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Commands;

/// <summary><c>rounds</c>: what a round of a whole consortium takes, over TLS and gRPC.</summary>
internal static class RoundsCommand
{
    // Flower 1.28, FedAvg without any secrecy over local gRPC, ten clients and 10^6 values, on a machine of this kind.
    private const double PlainSeconds = 0.31;
    private const int PlainPartners = 10;
    private const int PlainValues = 1_000_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Option<int> Partners = new("--partners") { Description = "Nodes, each a process of its own, 3 to 50", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Width = new("--width") { Description = "Units of each hidden layer, 1 to 4096: 988 gives a million values", DefaultValueFactory = _ => 988 };
    private static readonly Option<int> Layers = new("--layers") { Description = "Hidden layers, 1 to 7: seven of 4096 units give a hundred million values", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> Count = new("--rounds") { Description = "Rounds, of which the first three are not counted (of fewer than eight, the first half), 3 to 1000", DefaultValueFactory = _ => 23 };
    private static readonly Option<string?> Json = new("--json") { Description = "File to write the row to, for scripts" };

    public static Command Create()
    {
        var command = new Command(
            "rounds",
            "Measures whole rounds: a coordinator and nodes as processes, a perceptron trained by averaging, TLS, ledgers on disk.\n\nExample: dotnet run -c Release --project tests/benchmarks -- rounds --partners 10 --width 988 --json rounds.json\n\n"
            + "Exit codes: 0 done, 1 the job failed, 4 bad arguments.")
        {
            Partners, Width, Layers, Count, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var shape = new RoundShape(InRange(parsed, Partners, 3, 50), InRange(parsed, Width, 1, 4096), InRange(parsed, Layers, 1, 7));
        int rounds = InRange(parsed, Count, 3, 1000);
        Verdict.WarnOfDisturbance();
        RoundFigures figures = await TrainingRounds.MeasureAsync(shape, rounds, cancellation);
        Spread seconds = figures.Seconds;
        Terminal.Table(
            [">NODES", ">VALUES", ">ROUND s", ">LOWEST", ">HIGHEST", ">BYTES UP", ">OF FLOAT32", ">COORDINATOR MiB", ">NODE MiB"],
            [[
                shape.Partners.ToString(CultureInfo.InvariantCulture), shape.Values.ToString("N0", CultureInfo.InvariantCulture), Three(seconds.Median), Three(seconds.Lowest), Three(seconds.Highest),
                figures.BytesUp.ToString("N0", CultureInfo.InvariantCulture), (figures.BytesUp / (4.0 * shape.Values)).ToString("F2", CultureInfo.InvariantCulture),
                figures.CoordinatorMebibytes.ToString("N0", CultureInfo.InvariantCulture), figures.NodeMebibytes.ToString("N0", CultureInfo.InvariantCulture),
            ]]);
        if (shape.Partners == PlainPartners && Math.Abs(shape.Values - PlainValues) < PlainValues / 50)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds.Median / PlainSeconds:F2} times the {PlainSeconds:F2} s that Flower 1.28 takes for a round without secrecy on such a machine"));
        if (parsed.GetValue(Json) is { } path)
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(new { n = shape.Partners, d = shape.Values, round_s = seconds.Median, round_min_s = seconds.Lowest, round_max_s = seconds.Highest, bytes_up = figures.BytesUp, coordinator_mib = figures.CoordinatorMebibytes, node_mib = figures.NodeMebibytes }, Indented), cancellation);
        return ExitCode.Done;
    }

    private static int InRange(ParseResult parsed, Option<int> option, int least, int most) => parsed.GetValue(option) is var value && value >= least && value <= most
        ? value
        : throw new CommandException("FED-USAGE", $"{option.Name} is {value}; it must be {least} to {most}", "see rounds --help");

    private static string Three(double seconds) => seconds.ToString("F3", CultureInfo.InvariantCulture);
}
