using System.Globalization;
using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.Reports;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Commands;

/// <summary>What a measuring command leaves behind: table, file, and exit code.</summary>
internal static class Verdict
{
    /// <summary>Prints the table and writes the file where one is asked for.</summary>
    public static void Report(IReadOnlyList<Comparison> rows, string? json)
    {
        TableReport.Print(rows);
        if (json is not null)
            File.WriteAllText(json, JsonReport.Format(rows) + "\n");
    }

    /// <summary>Names every row whose sides did different work.</summary>
    /// <returns>The exit code.</returns>
    public static int Judge(IReadOnlyList<Comparison> rows)
    {
        foreach (Comparison row in rows.Where(row => !row.Proven))
        {
            string proofs = string.Join(", ", row.Proofs.Select(proof => string.Create(CultureInfo.InvariantCulture, $"{proof.Name} {proof.Ours:G9} against {proof.Peer:G9}")));
            Terminal.Print(new CommandException(
                "FED-BENCH-PROOF", $"{row.Entry.Name} did other work than the peer: {proofs}", $"a ratio of different work means nothing; find the first step that differs by more than {row.Entry.Tolerance}", ExitCode.VerificationFailed));
        }

        return rows.All(row => row.Proven) ? ExitCode.Done : ExitCode.VerificationFailed;
    }

    /// <summary>Says so where other programs use the processor.</summary>
    public static void WarnOfDisturbance()
    {
        if (MachineLoad.FindDisturbance() is { } load)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Load average {load:0.0}: other programs are running; ratios with several threads say little."));
    }
}
