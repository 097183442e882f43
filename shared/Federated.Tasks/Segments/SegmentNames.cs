using Federated.Computations.KMeans;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Segments;

/// <summary>Numbers and names of clusters by what they are like: 1 for the largest, named for its strongest traits.</summary>
internal sealed class SegmentNames
{
    public SegmentNames(FeaturePlan plan, DataContract contract, ClusterProfile profile)
    {
        Clusters = [.. Enumerable.Range(0, profile.Counts.Length).OrderByDescending(cluster => profile.Counts[cluster])];
        Traits = [.. Clusters.Select(cluster => SegmentTraits.Of(plan, contract, profile, cluster))];
        Names = SegmentTraits.Names(Traits);
        var numbers = new int[Clusters.Count];
        for (int place = 0; place < numbers.Length; place++)
            numbers[Clusters[place]] = place + 1;
        Numbers = numbers;
    }

    /// <summary>The cluster of each segment, the largest first.</summary>
    public IReadOnlyList<int> Clusters { get; }

    /// <summary>Of each segment, in the same order.</summary>
    public IReadOnlyList<IReadOnlyList<SegmentTrait>> Traits { get; }

    /// <summary>Of each segment, in the same order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The segment of each cluster, from 1.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>The name of a cluster's segment.</summary>
    public string Of(int cluster) => Names[Numbers[cluster] - 1];
}
