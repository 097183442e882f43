using System.Collections.Immutable;
using Federated.Learning.Experiments;

namespace Federated.Computations.Uplift;

/// <summary>What every node and the coordinator agree on before predicted effects are held against what happened.</summary>
public sealed record CurveOptions
{
    /// <summary>Mean and standard deviation of each learner's predictions: 1 to 16.</summary>
    public required ImmutableArray<(double Mean, double Deviation)> Learners { get; init; }

    /// <summary>At least the rows of any one node: 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>The average effect, taken from each row that was contacted before contacts are permuted: within ±2.</summary>
    public required double Effect { get; init; }

    /// <summary>Bins of the predictions, of equal shares if these were normal: 2 to 100. Default 20.</summary>
    public int Bins { get; init; } = 20;

    /// <summary>Permutations of the contacts, of the only learner: 0 to 2,000. Default 0.</summary>
    public int Permutations { get; init; }

    /// <summary>Seed of the permutations, which each node mixes with its own.</summary>
    public ulong Seed { get; init; }

    /// <summary>The bin of a prediction.</summary>
    public int BinOf(int learner, double prediction)
    {
        (double mean, double deviation) = Learners[learner];
        return deviation > 1e-12 ? Math.Clamp((int)(NormalDistribution.Cumulative((prediction - mean) / deviation) * Bins), 0, Bins - 1) : 0;
    }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Learners.IsDefault || Learners.Length is < 1 or > 16)
            faults.Add("there must be 1 to 16 learners");
        if (RowBound is < 1 or > RowSums.MaximumRows)
            faults.Add($"row bound is {RowBound}, must be 1 to {RowSums.MaximumRows}");
        if (!(Math.Abs(Effect) <= FederatedSpread.MostEffect))
            faults.Add($"effect is {Effect}, must be within ±{FederatedSpread.MostEffect}");
        if (Bins is < 2 or > 100)
            faults.Add($"bins is {Bins}, must be 2 to 100");
        if (Permutations is < 0 or > 2_000 || (Permutations > 0 && Learners.Length != 1))
            faults.Add($"permutations is {Permutations}, must be 0 to 2,000, and 0 of several learners");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of the uplift curve out of range: {string.Join("; ", faults)}.");
    }
}
