using Federated.Learning.Bayes;

namespace Federated.Computations.NaiveBayes;

/// <summary>State of <see cref="FederatedNaiveBayes"/>: <see cref="NaiveBayesRequested"/>, then <see cref="NaiveBayesComputed"/>.</summary>
public abstract record NaiveBayesState
{
    private protected NaiveBayesState(FederatedNaiveBayesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>What was agreed on.</summary>
    public FederatedNaiveBayesOptions Options { get; }
}

/// <summary>Before the round.</summary>
public sealed record NaiveBayesRequested : NaiveBayesState
{
    /// <summary>Asks for a joint model.</summary>
    /// <exception cref="ArgumentException">Options out of range; the message names all of them.</exception>
    public NaiveBayesRequested(FederatedNaiveBayesOptions options)
        : base(options)
    {
    }
}

/// <summary>After the round.</summary>
public sealed record NaiveBayesComputed : NaiveBayesState
{
    /// <summary>Holds the result.</summary>
    public NaiveBayesComputed(FederatedNaiveBayesOptions options, MixedNaiveBayes model)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
    }

    /// <summary>The joint model.</summary>
    public MixedNaiveBayes Model { get; }
}
