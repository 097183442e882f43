using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>State of <see cref="FederatedProfile"/>: <see cref="ProfileRequested"/>, then <see cref="ProfileComputed"/>.</summary>
public abstract record ProfileState
{
    private protected ProfileState(ClusterQualityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>What was agreed on.</summary>
    public ClusterQualityOptions Options { get; }
}

/// <summary>Before the round.</summary>
public sealed record ProfileRequested : ProfileState
{
    /// <summary>Asks what the rows of each cluster are like.</summary>
    /// <param name="options">What was agreed on.</param>
    /// <param name="model">Centres of the agreed columns.</param>
    /// <param name="floor">Fewest rows of a cluster whose means are published: at least 1.</param>
    /// <exception cref="ArgumentException">The model has other columns than agreed.</exception>
    public ProfileRequested(ClusterQualityOptions options, KMeansModel model, int floor)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 1);
        if (model.Columns != options.Columns)
            throw new ArgumentException($"The model has {model.Columns} columns; {options.Columns} were agreed on.", nameof(model));
        Model = model;
        Floor = floor;
    }

    /// <summary>The centres.</summary>
    public KMeansModel Model { get; }

    /// <summary>Fewest rows of a cluster whose means are published.</summary>
    public int Floor { get; }
}

/// <summary>After the round.</summary>
public sealed record ProfileComputed : ProfileState
{
    /// <summary>Holds the result.</summary>
    public ProfileComputed(ClusterQualityOptions options, ClusterProfile result)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
    }

    /// <summary>The joint profile.</summary>
    public ClusterProfile Result { get; }
}
