using System.Text.Json;
using Federated.Benchmarks.Measuring;

namespace Federated.Benchmarks.Reports;

/// <summary>
/// The result for scripts: <c>{"workloads":[{"name","threads","ours","peer","unit","ratio"}],"geometric_mean"}</c>, and the ends of each spread. Ratios
/// are above 1 where ours is better; the mean is over the training workloads, null where none was measured.
/// Without a peer its fields are null.
/// </summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Format(IReadOnlyList<Comparison> rows) => JsonSerializer.Serialize(
        new
        {
            workloads = rows.Select(row => new
            {
                name = row.Entry.Name,
                threads = row.Threads,
                ours = row.Ours.Median,
                peer = row.Peer?.Median,
                unit = row.Unit.Name,
                ratio = row.Ratio,
                ours_min = row.Ours.Lowest,
                ours_max = row.Ours.Highest,
                peer_min = row.Peer?.Lowest,
                peer_max = row.Peer?.Highest,
            }),
            geometric_mean = GeometricMean.OfTraining(rows),
        },
        Indented);
}
