using System.Collections.Immutable;

namespace Federated.Computations.KMeans;

/// <summary>What every node and the coordinator agree on before joint clustering.</summary>
public sealed record FederatedKMeansOptions
{
    private const int MaximumSums = 1 << 22;

    /// <summary>Features of a row, 1 to 2,000.</summary>
    public required int Columns { get; init; }

    /// <summary>At least the rows of any one node; the joint row count will do. 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>The numbers of clusters to try, all in the same rounds: each 1 to 1,024, none twice.</summary>
    public required ImmutableArray<int> Clusters { get; init; }

    /// <summary>Descents from different seeds for each number of clusters, of which the best is kept: 1 to 256. Default 16.</summary>
    public int Restarts { get; init; } = 16;

    /// <summary>When above 0, each number of clusters is fitted to so many half samples of the rows instead of to all of them: 0 to 64. Default 0.</summary>
    public int Samples { get; init; }

    /// <summary>Cells of the sketch that seeds are chosen from, fewer when there are few rows: 2 to 1,024. Default 64.</summary>
    public int SketchCells { get; init; } = 64;

    /// <summary>Rounds in which the sketch is refined: 1 to 64. Default 5.</summary>
    public int SketchRounds { get; init; } = 5;

    /// <summary>Most rounds of the descents: 1 to 1,000. Default 60.</summary>
    public int MaximumRounds { get; init; } = 60;

    /// <summary>A descent ends when the squared shift of all its centres together is at most this share of the mean squared distance of a row to its centre: 0 or more. Default 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Fewest rows of a cluster that is published as a result: 1 to a million. Default 5.</summary>
    public int Floor { get; init; } = 5;

    /// <summary>Fewest rows of a cell that is kept in the sketch: 1 to a million. Default 5.</summary>
    public int SketchFloor { get; init; } = 5;

    /// <summary>Most that |feature| may be: above 0, finite. Default 10, in standard deviations.</summary>
    public double FeatureBound { get; init; } = 10;

    /// <summary>Decides the seeds and the samples. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Descents in all: numbers of clusters × samples (1 when there are none) × restarts.</summary>
    public int Runs => Clusters.Length * Math.Max(Samples, 1) * Restarts;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Columns is < 1 or > 2_000)
            faults.Add($"columns is {Columns}, must be 1 to 2,000");
        if (RowBound is < 1 or > RowSums.MaximumRows)
            faults.Add($"row bound is {RowBound}, must be 1 to {RowSums.MaximumRows}");
        if (Clusters.IsDefaultOrEmpty || Clusters.Length > 64 || Clusters.AsSpan().ContainsAnyExceptInRange(1, 1_024) || Clusters.Distinct().Count() != Clusters.Length)
            faults.Add("the numbers of clusters must be 1 to 64 different ones, each 1 to 1,024");
        Require(faults, "restarts", Restarts, 1, 256);
        Require(faults, "samples", Samples, 0, 64);
        Require(faults, "sketch cells", SketchCells, 2, 1_024);
        Require(faults, "sketch rounds", SketchRounds, 1, 64);
        Require(faults, "most rounds", MaximumRounds, 1, 1_000);
        Require(faults, "floor", Floor, 1, 1_000_000);
        Require(faults, "sketch floor", SketchFloor, 1, 1_000_000);
        if (!(Tolerance >= 0 && double.IsFinite(Tolerance)))
            faults.Add($"tolerance is {Tolerance}, must be 0 or more and finite");
        if (!(FeatureBound > 0 && FeatureBound <= 1e6))
            faults.Add($"feature bound is {FeatureBound}, must be above 0 and at most 1,000,000");
        if (faults.Count == 0 && Clusters.Sum() * (long)(Columns + 2) * Math.Max(Samples, 1) * Restarts > MaximumSums)
            faults.Add($"a round would sum more than {MaximumSums} values: try fewer numbers of clusters, restarts or samples");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of joint clustering out of range: {string.Join("; ", faults)}.");
    }

    private static void Require(List<string> faults, string name, int value, int least, int most)
    {
        if (value < least || value > most)
            faults.Add($"{name} is {value}, must be {least} to {most}");
    }
}
