using System.Collections.Immutable;

namespace Federated.Computations.Experiments;

/// <summary>What every node and the coordinator agree on before an experiment is counted.</summary>
public sealed record ExperimentOptions
{
    /// <summary>Variants, the first being the one that the others are compared with: 2 to 20.</summary>
    public required int Variants { get; init; }

    /// <summary>Groups by each field whose groups are told apart: at most 10,000 in all.</summary>
    public required ImmutableArray<int> Groups { get; init; }

    /// <summary>Rows of each variant below which a group's figures are withheld: 1 to 10,000. Default 10.</summary>
    public int Floor { get; init; } = 10;

    /// <summary>All rows, then every group: the parts that are counted.</summary>
    public int Slices => 1 + Groups.Sum();

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Variants is < 2 or > 20)
            faults.Add($"variants is {Variants}, must be 2 to 20");
        if (Groups.IsDefault || Groups.Any(count => count < 1) || Groups.Sum(count => (long)count) > 10_000)
            faults.Add("groups must be 1 or more of each field and at most 10,000 in all");
        if (Floor is < 1 or > 10_000)
            faults.Add($"floor is {Floor}, must be 1 to 10,000");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of the experiment out of range: {string.Join("; ", faults)}.");
    }
}
