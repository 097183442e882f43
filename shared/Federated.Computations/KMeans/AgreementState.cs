using System.Collections.Immutable;
using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>State of <see cref="FederatedAgreement"/>: <see cref="AgreementRequested"/>, then <see cref="AgreementComputed"/>.</summary>
public abstract record AgreementState
{
    private protected AgreementState(ClusterQualityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>What was agreed on.</summary>
    public ClusterQualityOptions Options { get; }
}

/// <summary>Before the round.</summary>
public sealed record AgreementRequested : AgreementState
{
    /// <summary>Asks how far other clusterings agree with one.</summary>
    /// <param name="options">What was agreed on.</param>
    /// <param name="reference">The clustering that is judged.</param>
    /// <param name="others">At least one to compare it with.</param>
    /// <exception cref="ArgumentException">There is no other model, or one has other columns than agreed.</exception>
    public AgreementRequested(ClusterQualityOptions options, KMeansModel reference, ImmutableArray<KMeansModel> others)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (others.IsDefaultOrEmpty || others.Append(reference).Any(model => model.Columns != options.Columns))
            throw new ArgumentException($"A clustering is compared with one or more others, all of {options.Columns} columns.", nameof(others));
        if (others.Sum(other => (long)other.Clusters) * reference.Clusters > ClusterQualityOptions.MaximumSums)
            throw new ArgumentException("The models have too many centres for one round; compare fewer at once.", nameof(others));
        Reference = reference;
        Others = others;
    }

    /// <summary>The clustering that is judged.</summary>
    public KMeansModel Reference { get; }

    /// <summary>Those that it is compared with.</summary>
    public ImmutableArray<KMeansModel> Others { get; }
}

/// <summary>After the round.</summary>
public sealed record AgreementComputed : AgreementState
{
    /// <summary>Holds the result.</summary>
    public AgreementComputed(ClusterQualityOptions options, ImmutableArray<ClusterAgreement> results)
        : base(options) => Results = results;

    /// <summary>One for each other clustering, in the order asked.</summary>
    public ImmutableArray<ClusterAgreement> Results { get; }
}
