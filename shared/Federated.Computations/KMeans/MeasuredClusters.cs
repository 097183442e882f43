using System.Collections.Immutable;
using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>Centres, and what the joint rows said of them.</summary>
public sealed class MeasuredClusters
{
    /// <summary>Checks lengths and values.</summary>
    /// <param name="model">k centres.</param>
    /// <param name="counts">Rows of each cluster, zero or more.</param>
    /// <param name="inertias">Sum of squared distances of each cluster's rows to its centre, zero or more.</param>
    /// <exception cref="ArgumentException">Lengths that differ from k, or a value out of range.</exception>
    public MeasuredClusters(KMeansModel model, ImmutableArray<long> counts, ImmutableArray<double> inertias)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (counts.Length != model.Clusters || inertias.Length != model.Clusters)
            throw new ArgumentException($"{counts.Length} counts and {inertias.Length} inertias were given for {model.Clusters} clusters.", nameof(counts));
        if (counts.Any(count => count < 0) || inertias.Any(inertia => !(inertia >= 0 && double.IsFinite(inertia))))
            throw new ArgumentException("A count or an inertia is negative or not finite.", nameof(counts));
        Model = model;
        Counts = counts;
        Inertias = inertias;
        Rows = counts.Sum();
        Inertia = inertias.Sum();
    }

    /// <summary>The centres.</summary>
    public KMeansModel Model { get; }

    /// <summary>Rows of each cluster.</summary>
    public ImmutableArray<long> Counts { get; }

    /// <summary>Sum of squared distances of each cluster's rows to its centre.</summary>
    public ImmutableArray<double> Inertias { get; }

    /// <summary>Rows of all clusters.</summary>
    public long Rows { get; }

    /// <summary>Sum of squared distances of all rows to their centres.</summary>
    public double Inertia { get; }

    /// <summary>Mean squared distance of a row to its centre; 0 of no rows.</summary>
    public double MeanInertia => Rows == 0 ? 0 : Inertia / Rows;
}
