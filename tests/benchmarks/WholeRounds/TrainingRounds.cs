using System.Globalization;
using System.Text;
using Federated.Benchmarks.Measuring;
using Federated.Hosting.Storage;
using Federated.Samples.Quickstart.Processes;
using Federated.Samples.Quickstart.Running;
using Microsoft.Data.Sqlite;

namespace Federated.Benchmarks.WholeRounds;

/// <summary>
/// A real job on a real consortium: the coordinator and each node are processes of their own that talk over TLS on loopback, write their ledgers to disk and
/// train. The tables are tiny, so that a round is the secure sum, the way of the model down and up, and little else.
/// </summary>
internal static class TrainingRounds
{
    private const int Rows = 40;

    // The first rounds compile; the last one is followed by other stages.
    private const int MostSkipped = 3;

    public static async Task<RoundFigures> MeasureAsync(RoundShape shape, int rounds, CancellationToken cancellation)
    {
        using var workspace = Workspace.Create(null);
        using var processes = new ProcessSupervisor(workspace.Logs, cancellation);
        var consortium = new LocalConsortium(new BuiltPrograms(), processes, workspace);
        string[] partners = [.. Enumerable.Range(0, shape.Partners).Select(partner => $"partner-{partner:D2}")];
        await consortium.StartCoordinatorAsync();
        foreach (string partner in partners)
        {
            await consortium.JoinAsync(partner);
            WriteData(workspace.Partner(partner), partner);
        }

        await consortium.StartNodesAsync(partners);
        await File.WriteAllTextAsync(workspace.Job, Job(shape, rounds), cancellation);
        await consortium.RunJobAsync(shape.Partners, _ => { }, warning => Console.Error.WriteLine(warning));
        NodeStatus status = await consortium.StatusAsync(partners[0]);
        double[] peaks = [.. processes.Running.Select(PeakMemory.OfProcess)];
        return new RoundFigures(shape, Spread.Of(Times(Path.Combine(workspace.Coordinator, "coordinator.db"))), status.BytesSent / rounds, peaks[0], peaks[1..].Max());
    }

    private static double[] Times(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
        connection.Open();
        var stages = connection.Query("SELECT stage, opened_at FROM rounds ORDER BY round, attempt", row => (Stage: row.GetString(0), OpenedAt: row.Instant(1)));
        DateTimeOffset[] opened = [.. stages.GroupBy(round => round.Stage).MaxBy(stage => stage.Count())!.Select(round => round.OpenedAt)];
        return [.. opened.Zip(opened.Skip(1), (start, next) => (next - start).TotalSeconds).Skip(Math.Min(MostSkipped, opened.Length / 2))];
    }

    private static void WriteData(string folder, string partner)
    {
        var random = new Random(partner[^1]);
        var text = new StringBuilder("customer").AppendJoin("", Enumerable.Range(0, RoundShape.Inputs).Select(input => $",x{input}")).Append(",left\n");
        for (int row = 0; row < Rows; row++)
        {
            double[] values = [.. Enumerable.Range(0, RoundShape.Inputs).Select(_ => random.NextDouble())];
            text.Append(partner).Append(row).AppendJoin("", values.Select(value => $",{value.ToString("F3", CultureInfo.InvariantCulture)}")).Append(values[0] > 0.5 ? ",yes\n" : ",no\n");
        }

        File.WriteAllText(Path.Combine(folder, "rows.csv"), text.ToString());
        File.WriteAllText(Path.Combine(folder, "mapping.yaml"), "source: rows.csv\n");
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), "default: refuse\nallow:\n  - tasks: [churn]\n    minimum_cohort: 3\n    allow_three: true\n    maximum_rounds: 1000\n    minimum_rows: 10\n");
    }

    private static string Job(RoundShape shape, int rounds)
    {
        string inputs = string.Concat(Enumerable.Range(0, RoundShape.Inputs).Select(input => $"    - {{name: x{input}, type: number, min: 0, max: 1}}\n"));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            name: rounds
            task: churn
            contract:
              name: rounds-v1
              fields:
                - {name: customer, role: id}
            {{inputs.TrimEnd('\n')}}
                - {name: left, type: boolean, role: label}
            model: {kind: mlp, hidden: [{{string.Join(", ", Enumerable.Repeat(shape.Width, shape.Layers))}}]}
            training: {algorithm: fedavg, rounds: {{rounds}}, local_epochs: 1, batch_size: 32}
            evaluation: {validation_fraction: 0}
            options: {importance: false, drift: false}
            cohort: {minimum: 3, dropout: 0.25}

            """);
    }
}
