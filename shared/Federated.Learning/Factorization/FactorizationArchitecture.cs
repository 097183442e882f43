using Federated.Learning.Kernels;
using Federated.Learning.Modules;

namespace Federated.Learning.Factorization;

/// <summary>
/// A factorisation machine over fields (Rendle 2010), or with hidden layers beside it DeepFM (Guo, Tang, Ye, Li and He 2017). Each row has D numbers and T tokens, a
/// token being one of N values of all fields together. A token has a weight and a vector of k factors, and so have the numbers together: a linear map of them. The
/// logit is bias + weights + the inner products of all pairs of the 1 + T vectors; DeepFM adds a perceptron that reads the same vectors side by side.
/// <para>
/// Parameters are <c>bias</c> [1], <c>token.weight</c> [N, 1], <c>token.factor</c> [N, k], <c>dense.weight</c> [1, D] and <c>dense_factor.weight</c> [k, D] (none without
/// numbers), and <c>deep.i.weight</c>, <c>deep.i.bias</c>. A vector is 1/√2 times that of Rendle, whose formula halves the pairs that are counted twice here.
/// </para>
/// </summary>
public sealed record FactorizationArchitecture : IModelArchitecture
{
    /// <summary>D: numbers of a row, 0 to 10,000; they come before the tokens.</summary>
    public required int Numbers { get; init; }

    /// <summary>T: tokens of a row, 1 to 1,000, each a whole number from 0 to <see cref="Tokens"/> − 1 in a column of its own.</summary>
    public required int Fields { get; init; }

    /// <summary>N: tokens of all fields together, 1 to 2²².</summary>
    public required int Tokens { get; init; }

    /// <summary>k: factors of a token, 1 to 256. Default 8.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>Units of each hidden layer, 1 to 4,096 each; none, the default, is a factorisation machine.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A size is out of its range.</exception>
    public IModel Create(ulong seed, Workers? workers = null)
    {
        if (Numbers is < 0 or > 10_000 || Fields is < 1 or > 1_000 || Tokens is < 1 or > 1 << 22 || Rank is < 1 or > 256)
            throw new ArgumentException($"A model of {Numbers} numbers, {Fields} fields, {Tokens} tokens and {Rank} factors was asked; it has 0 to 10,000, 1 to 1,000, 1 to {1 << 22} and 1 to 256.");
        if (Hidden.Any(size => size is < 1 or > 4_096))
            throw new ArgumentException($"The hidden sizes are {string.Join(", ", Hidden)}; each must be 1 to 4,096.");
        return new FactorizationNetwork(this, seed, workers);
    }
}
