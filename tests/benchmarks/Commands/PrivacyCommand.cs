using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Federated.Benchmarks.Measuring;
using Federated.Hosting.CommandLine;
using Federated.Privacy.Accounting;
using Federated.Privacy.Events;
using Federated.Privacy.Noise;

namespace Federated.Benchmarks.Commands;

/// <summary><c>privacy</c>: what noise and accounting cost one core.</summary>
internal static class PrivacyCommand
{
    // The exact sampler is slower by hundreds: fewer of its draws are timed, and the figure is scaled up.
    private const int ExactShare = 200;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Option<int> Coordinates = new("--coordinates") { Description = "Coordinates of a vector, 1,000 to 100,000,000", DefaultValueFactory = _ => 10_000_000 };
    private static readonly Option<int> Runs = new("--runs") { Description = "Runs of each, 1 to 100", DefaultValueFactory = _ => 5 };
    private static readonly Option<string?> Json = new("--json") { Description = "File to write the rows to, for scripts" };

    public static Command Create()
    {
        var command = new Command(
            "privacy",
            "Measures noise for a whole vector on one thread, and privacy loss distributions of many releases.\n\nExample: dotnet run -c Release --project tests/benchmarks -- privacy --coordinates 10000000\n\n"
            + "The yardstick is a rounded normal deviate from the ordinary generator, which no privacy may rest on. Exit codes: 0 done, 4 bad arguments.")
        {
            Coordinates, Runs, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        int coordinates = parsed.GetValue(Coordinates);
        int runs = parsed.GetValue(Runs);
        if (coordinates is < 1000 or > 100_000_000 || runs is < 1 or > 100)
            throw new CommandException("FED-USAGE", "--coordinates is 1,000 to 100,000,000 and --runs 1 to 100", "see privacy --help");
        Verdict.WarnOfDisturbance();
        long[] noise = new long[coordinates];
        List<(string Name, Spread Seconds)> rows = [];
        rows.Add(("discrete Gaussian, σ = 100", Time(runs, () => Fill(new DiscreteGaussian(100), noise))));
        rows.Add(("discrete Gaussian, σ = 20000", Time(runs, () => Fill(new DiscreteGaussian(20_000), noise))));
        rows.Add(("Skellam, variance 10000", Time(runs, () => Fill(new Skellam(10_000), noise))));
        rows.Add(("normal deviates of System.Random, rounded", Time(runs, () => FillOrdinary(noise))));
        Spread exact = Time(1, () => Fill(new ExactDiscreteGaussian(new RationalNumber(10_000, 1)), noise.AsSpan(0, coordinates / ExactShare)));
        double factor = coordinates / (double)(coordinates / ExactShare);
        rows.Add(("exact discrete Gaussian, σ = 100 (from a part)", new Spread(exact.Median * factor, exact.Lowest * factor, exact.Highest * factor)));
        rows.Add(("PLD ε of 10,000 steps, q = 0.01, σ = 1", Time(runs, () => Account(0.01, 1))));
        rows.Add(("PLD ε of 10,000 steps, q = 0.001, σ = 0.8", Time(runs, () => Account(0.001, 0.8))));
        Terminal.Table(["WHAT", ">MEDIAN s", ">LEAST s", ">MOST s"], rows.Select(row => (IReadOnlyList<string>)[row.Name, Three(row.Seconds.Median), Three(row.Seconds.Lowest), Three(row.Seconds.Highest)]));
        if (parsed.GetValue(Json) is { } path)
            File.WriteAllText(path, JsonSerializer.Serialize(rows.Select(row => new { what = row.Name, coordinates, median_s = row.Seconds.Median, least_s = row.Seconds.Lowest, most_s = row.Seconds.Highest }), Indented));
        return ExitCode.Done;
    }

    private static Spread Time(int runs, Action work)
    {
        work();
        return Spread.Of(Enumerable.Range(0, runs).Select(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }));
    }

    private static void Fill(INoiseSampler sampler, Span<long> noise)
    {
        using var random = RandomNumberGenerator.Create();
        sampler.Fill(noise, random);
    }

    // Box and Muller.
    private static void FillOrdinary(long[] noise)
    {
        var random = new Random(1);
        for (int i = 0; i + 1 < noise.Length; i += 2)
        {
            double radius = 100 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            (noise[i], noise[i + 1]) = ((long)Math.Round(radius * sine), (long)Math.Round(radius * cosine));
        }
    }

    private static void Account(double rate, double multiplier) =>
        new LossDistributionAccountant().Epsilon(new RepeatedEvent(10_000, new PoissonSampledEvent(rate, new GaussianEvent(multiplier))), 1e-6, Adjacency.AddRemove);

    private static string Three(double seconds) => seconds.ToString("F3", CultureInfo.InvariantCulture);
}
