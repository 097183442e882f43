namespace Federated.Learning.Clustering;

/// <summary>How rows are clustered by k-means.</summary>
public sealed record KMeansOptions
{
    /// <summary>k: 1 to 65,536.</summary>
    public required int Clusters { get; init; }

    /// <summary>Most Lloyd steps of one start: 1 to 100,000; 300 by default.</summary>
    public int MaximumIterations { get; init; } = 300;

    /// <summary>
    /// A start ends when the squared shift of all centres together is at most this share of the columns' mean variance: zero or more; 1e-4 by default. At
    /// zero it ends when no row changes its cluster.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Starts from different seeds, the one of least inertia being kept: 1 to 1,000; 10 by default.</summary>
    public int Restarts { get; init; } = 10;

    internal void Check()
    {
        if (Clusters is < 1 or > 65_536)
            throw new ArgumentException($"{nameof(Clusters)} is {Clusters}; it is 1 to 65,536.");
        if (MaximumIterations is < 1 or > 100_000)
            throw new ArgumentException($"{nameof(MaximumIterations)} is {MaximumIterations}; it is 1 to 100,000.");
        if (!(Tolerance >= 0 && double.IsFinite(Tolerance)))
            throw new ArgumentException($"{nameof(Tolerance)} is {Tolerance}; it is finite and zero or more.");
        if (Restarts is < 1 or > 1_000)
            throw new ArgumentException($"{nameof(Restarts)} is {Restarts}; it is 1 to 1,000.");
    }
}
