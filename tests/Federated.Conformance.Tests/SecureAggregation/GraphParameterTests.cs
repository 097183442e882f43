using System.Globalization;
using Federated.SecureAggregation.Cohort;

namespace Federated.Conformance.Tests.SecureAggregation;

/// <summary>The degrees and thresholds that federated-compute's tests publish, and those that a port of its finder computed.</summary>
public sealed class GraphParameterTests
{
    [ConformanceFact]
    public void TryFind_EveryPublishedRow_GivesTheDegreeAndAThresholdNoHigher()
    {
        string[][] rows = [.. ReferenceMaterial.Read("secaggplus_graph_params.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
        Assert.True(rows.Length >= 338);
        Assert.Equal("", string.Join(" \n", rows.AsParallel().AsOrdered().Select(FindFault).OfType<string>()));
    }

    private static string? FindFault(string[] row)
    {
        int members = int.Parse(row[0], CultureInfo.InvariantCulture);
        bool found = GraphParameters.TryFind(members, Count(members, row[1]), Count(members, row[2]), row[3] == "SEMI_MALICIOUS_SERVER", out GraphParameters? graph);
        if (row[4] == "complete graph")
        {
            return found ? $"{string.Join(',', row[..4])}: {graph} instead of the complete graph" : null;
        }

        bool published = row[6].Length > 0;
        int threshold = int.Parse(row[5], CultureInfo.InvariantCulture);
        return found && graph!.Degree == int.Parse(row[4], CultureInfo.InvariantCulture) && (published ? graph.Threshold <= threshold : graph.Threshold == threshold)
            ? null
            : $"{string.Join(',', row[..4])}: {(found ? graph!.ToString() : "none")} instead of {row[4]}, {row[5]}";
    }

    private static int Count(int members, string share) => (int)Math.Floor((members * decimal.Parse(share, CultureInfo.InvariantCulture)));
}
