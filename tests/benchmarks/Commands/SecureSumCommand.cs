using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.SecureSums;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Commands;

/// <summary><c>secure-sum</c>: what a round of the secure sum costs a member and the coordinator.</summary>
internal static class SecureSumCommand
{
    private const string Sparse = ":sparse";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Option<string[]> Rounds = new("--rounds")
    {
        Description = "Rounds to measure, each as members:values, members:values:dropped, or with :sparse behind for the graph of few neighbours",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["50:100000", "50:100000:5", "100:1000000", "100:1000000:10"],
    };

    private static readonly Option<string?> Json = new("--json") { Description = "File to write the rows to, for scripts" };
    private static readonly Option<bool> Child = new(NodeSide.ChildOption) { Hidden = true };

    public static Command Create()
    {
        var command = new Command(
            "secure-sum",
            "Measures rounds of the secure sum: all members one after another in this process, the coordinator in another; and, on one core, how fast masks are made and added, beside the bare AES-256 keystream of the same processor.\n\nExample: dotnet run -c Release --project tests/benchmarks -- secure-sum --rounds 100:1000000 100:1000000:10 --json sum.json\n\n"
            + "Every sum is compared with the plain one. Exit codes: 0 done, 1 a round failed or its sum is wrong, 4 bad arguments.")
        {
            Rounds, Json, Child,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(Child))
        {
            CoordinatorSide.Run();
            return ExitCode.Done;
        }

        SumShape[] shapes = [.. parsed.GetValue(Rounds)!.Select(Parse)];
        Verdict.WarnOfDisturbance();
        using var nodes = new NodeSide();
        nodes.Measure(new SumShape(5, 100, 1, Sparse: false));
        List<SumFigures> rows = [];
        List<MaskFigures> masks = [];
        foreach (SumShape shape in shapes)
        {
            rows.Add(nodes.Measure(shape));
            masks.Add(MaskSpeed.Measure(shape));
            Console.Error.WriteLine($"{shape.Members} members, {shape.Values} values, {shape.Dropped} dropped: client {Three(rows[^1].ClientSeconds)} s, coordinator {Three(rows[^1].CoordinatorSeconds)} s");
        }

        Terminal.Table(
            [">MEMBERS", ">VALUES", ">DROPPED", "NEIGHBOURS", ">CLIENT s", ">COORDINATOR s", ">COORDINATOR MiB", ">BYTES UP", ">OF FLOAT32", ">MASKS GB/s", ">OF AES"],
            rows.Zip(masks, (row, mask) => (IReadOnlyList<string>)
            [
                Count(row.Shape.Members), Count(row.Shape.Values), Count(row.Shape.Dropped), row.Graph, Three(row.ClientSeconds), Three(row.CoordinatorSeconds),
                row.CoordinatorMebibytes.ToString("F0", CultureInfo.InvariantCulture), Count(row.BytesUp), (row.BytesUp / (4.0 * row.Shape.Values)).ToString("F2", CultureInfo.InvariantCulture),
                mask.MaskedGigabytes.Median.ToString("F1", CultureInfo.InvariantCulture), mask.Share.ToString("P0", CultureInfo.InvariantCulture),
            ]));
        if (parsed.GetValue(Json) is { } path)
            File.WriteAllText(path, JsonSerializer.Serialize(rows.Zip(masks, (row, mask) => new
            {
                n = row.Shape.Members,
                d = row.Shape.Values,
                dropped = row.Shape.Dropped,
                graph = row.Graph,
                client_s = row.ClientSeconds,
                coordinator_s = row.CoordinatorSeconds,
                coordinator_mib = row.CoordinatorMebibytes,
                bytes_up = row.BytesUp,
                masks_gb_s = mask.MaskedGigabytes.Median,
                aes_gb_s = mask.KeystreamGigabytes.Median,
                masks_of_aes = mask.Share,
            }), Indented));
        return ExitCode.Done;
    }

    private static SumShape Parse(string text)
    {
        bool sparse = text.EndsWith(Sparse, StringComparison.Ordinal);
        int[] numbers = [.. (sparse ? text[..^Sparse.Length] : text).Split(':').Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        return numbers is [>= 3 and <= 10_000, >= 1 and <= 100_000_000, ..] && (numbers.Length == 2 || (numbers.Length == 3 && numbers[2] >= 0 && numbers[2] < numbers[0]))
            ? new SumShape(numbers[0], numbers[1], numbers.Length == 3 ? numbers[2] : 0, sparse)
            : throw new CommandException("FED-USAGE", $"'{text}' is no round: write members:values, members:values:dropped or either with :sparse, with 3 to 10,000 members and 1 to 100,000,000 values", "see secure-sum --help");
    }

    private static string Three(double seconds) => seconds.ToString("F3", CultureInfo.InvariantCulture);

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
