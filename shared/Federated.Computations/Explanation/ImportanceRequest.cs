using System.Collections.Immutable;

namespace Federated.Computations.Explanation;

/// <summary>What <see cref="FederatedImportance"/> measures.</summary>
public sealed record ImportanceRequest
{
    /// <summary>Checks the numbers.</summary>
    /// <param name="features">For each feature the columns that it is encoded in, which are permuted together: a category's indicators, say.</param>
    /// <param name="repeats">Permutations of each feature, 1 to 100. Default 3.</param>
    /// <param name="bins">Bins of the probability, 2 to 4,096; more make areas under curves finer. Default 128.</param>
    /// <param name="seed">Chooses the permutations.</param>
    /// <exception cref="ArgumentException">Out of range, a feature without a column, or a column below 0.</exception>
    public ImportanceRequest(ImmutableArray<ImmutableArray<int>> features, int repeats = 3, int bins = 128, ulong seed = 0)
    {
        if (features.IsDefaultOrEmpty || features.Any(columns => columns.IsDefaultOrEmpty || columns.Any(column => column < 0)))
            throw new ArgumentException("Importance needs at least one feature, each with at least one column, numbered from 0.", nameof(features));
        if (repeats is < 1 or > 100)
            throw new ArgumentException($"{repeats} permutations were asked for; 1 to 100 are possible.", nameof(repeats));
        if (bins is < 2 or > 4_096)
            throw new ArgumentException($"The number of bins is {bins}; it must be 2 to 4,096.", nameof(bins));
        (Features, Repeats, Bins, Seed) = (features, repeats, bins, seed);
        Length = checked(2 * bins * (1 + (features.Length * repeats)));
    }

    /// <summary>The columns of each feature.</summary>
    public ImmutableArray<ImmutableArray<int>> Features { get; }

    /// <summary>Permutations of each feature.</summary>
    public int Repeats { get; }

    /// <summary>Bins of the probability.</summary>
    public int Bins { get; }

    /// <summary>Chooses the permutations.</summary>
    public ulong Seed { get; }

    /// <summary>Numbers of the vector: histograms of the positives and negatives, as they are and then for each permutation of each feature.</summary>
    public int Length { get; }
}
