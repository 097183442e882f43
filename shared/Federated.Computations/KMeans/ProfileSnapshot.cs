using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Computations.KMeans;

/// <summary>A joint profile as a snapshot: F64 tensors <c>counts</c> [k] and <c>means</c> [k · columns]; empty before the round.</summary>
public static class ProfileSnapshot
{
    /// <summary>Writes a state.</summary>
    public static ModelSnapshot Write(ProfileState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state is ProfileComputed { Result: var result }
            ? [StateTensors.Tensor("counts", [.. result.Counts.Select(count => (double)count)]), StateTensors.Tensor("means", result.Means.AsSpan())]
            : []);
    }

    /// <summary>Reads what <see cref="Write"/> wrote of the same request.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static ProfileState Read(ModelSnapshot snapshot, ProfileRequested requested)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(requested);
        if (snapshot.Tensors.IsEmpty)
            return requested;
        StateTensors.RequireCount(snapshot, 2);
        int clusters = requested.Model.Clusters, columns = requested.Options.Columns;
        ImmutableArray<long> counts = [.. StateTensors.Figures(snapshot, "counts", clusters).Select(count => StateTensors.Whole(count, "row count of a cluster", 0, 1L << 53))];
        double[] means = StateTensors.FiguresOrNaN(snapshot, "means", clusters * columns);
        for (int index = 0; index < means.Length; index++)
        {
            bool isEmpty = counts[index / columns] == 0;
            if (isEmpty ? !double.IsNaN(means[index]) : !(Math.Abs(means[index]) <= requested.Options.FeatureBound))
                throw new ContributionException($"Mean {index} of the state's profile is {means[index]}, which none of {counts[index / columns]} rows can be; ask for the state again.");
        }

        return new ProfileComputed(requested.Options, new ClusterProfile(counts, [.. means]));
    }
}
