using System.Collections.Immutable;
using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>State of <see cref="FederatedSilhouette"/>: <see cref="SilhouetteRequested"/>, then <see cref="SilhouetteComputed"/>.</summary>
public abstract record SilhouetteState
{
    private protected SilhouetteState(ClusterQualityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>What was agreed on.</summary>
    public ClusterQualityOptions Options { get; }
}

/// <summary>Before the round.</summary>
public sealed record SilhouetteRequested : SilhouetteState
{
    /// <summary>Asks for the silhouettes of several clusterings at once.</summary>
    /// <param name="options">What was agreed on.</param>
    /// <param name="models">At least one, each of at least two centres of the agreed columns.</param>
    /// <exception cref="ArgumentException">There is no model, or one does not fit.</exception>
    public SilhouetteRequested(ClusterQualityOptions options, ImmutableArray<KMeansModel> models)
        : base(options)
    {
        if (models.IsDefaultOrEmpty || models.Any(model => model.Clusters < 2 || model.Columns != options.Columns))
            throw new ArgumentException($"Silhouettes are of one or more models of at least two centres of {options.Columns} columns.", nameof(models));
        if (models.Sum(model => (long)model.Clusters) > ClusterQualityOptions.MaximumSums / 2)
            throw new ArgumentException("The models have too many centres for one round; ask for fewer at once.", nameof(models));
        Models = models;
    }

    /// <summary>The clusterings.</summary>
    public ImmutableArray<KMeansModel> Models { get; }
}

/// <summary>After the round.</summary>
public sealed record SilhouetteComputed : SilhouetteState
{
    /// <summary>Holds the result.</summary>
    public SilhouetteComputed(ClusterQualityOptions options, ImmutableArray<ClusterSilhouette> results)
        : base(options) => Results = results;

    /// <summary>One a clustering, in the order asked.</summary>
    public ImmutableArray<ClusterSilhouette> Results { get; }
}
