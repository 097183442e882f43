using System.Collections.Immutable;
using Federated.Learning.Factorization;

namespace Federated.Computations.FactorModels;

/// <summary>What every node is given before a round.</summary>
public sealed record FactorState
{
    /// <summary>Checks that sizes agree.</summary>
    /// <param name="options">The same in every round.</param>
    /// <param name="items">The joint items so far.</param>
    /// <param name="first">The optimiser's decayed mean gradient, items × (rank + 1); zeros when left out.</param>
    /// <param name="second">The decayed mean of its squares, as long, 0 or more; zeros when left out.</param>
    /// <param name="round">Rounds applied so far, 0 (default) at the start.</param>
    /// <param name="loss">Mean loss of a sample in the last round, over customers, in nats; NaN (default) before the first.</param>
    /// <param name="customers">Customers of all nodes in the last round; 0 (default) before the first.</param>
    /// <exception cref="ArgumentException">Options out of range, or sizes that do not agree.</exception>
    public FactorState(
        FactorOptions options, SampledFactors items, ImmutableArray<float> first = default, ImmutableArray<float> second = default,
        int round = 0, double loss = double.NaN, long customers = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(items);
        options.Validate();
        if (items.Items != options.Items || items.Rank != options.Factors.Rank)
            throw new ArgumentException($"There are {items.Items} items of {items.Rank} factors; the options say {options.Items} of {options.Factors.Rank}.", nameof(items));
        int length = items.Items * (items.Rank + 1);
        First = first.IsDefault ? ImmutableArray.Create(new float[length]) : first;
        Second = second.IsDefault ? ImmutableArray.Create(new float[length]) : second;
        if (First.Length != length || Second.Length != length || First.Any(value => !float.IsFinite(value)) || Second.Any(value => !(value >= 0 && float.IsFinite(value))))
            throw new ArgumentException($"The optimiser's memory is not twice {length} finite values, the squares 0 or more.", nameof(first));
        ArgumentOutOfRangeException.ThrowIfNegative(round);
        (Options, Items, Round, Loss, Customers) = (options, items, round, loss, customers);
    }

    /// <summary>The hyperparameters.</summary>
    public FactorOptions Options { get; }

    /// <summary>The joint items.</summary>
    public SampledFactors Items { get; }

    /// <summary>The optimiser's decayed mean gradient.</summary>
    public ImmutableArray<float> First { get; }

    /// <summary>The decayed mean of its squares.</summary>
    public ImmutableArray<float> Second { get; }

    /// <summary>Rounds applied so far.</summary>
    public int Round { get; }

    /// <summary>Mean loss of a sample in the last round, in nats.</summary>
    public double Loss { get; }

    /// <summary>Customers of all nodes in the last round.</summary>
    public long Customers { get; }

    /// <summary>Small random items.</summary>
    /// <param name="options">Checked.</param>
    /// <param name="seed">Of the first factors.</param>
    public static FactorState Start(FactorOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new FactorState(options, SampledFactors.Start(options.Items, options.Factors.Rank, seed));
    }
}
