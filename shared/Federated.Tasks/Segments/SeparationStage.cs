using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.KMeans;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Segments;

/// <summary>The simplified silhouette of every number of segments, in one round, and the choice between them.</summary>
internal sealed class SeparationStage(JobSpec job, ClusterStage clusters, SegmentRows rows) : Stage<SilhouetteState, IClusterSums>("separation")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => 1;

    /// <summary>The segments that are kept, and how well separated they are.</summary>
    /// <exception cref="TaskStateException">The silhouettes are not computed yet.</exception>
    public (MeasuredClusters Clusters, ClusterSilhouette Silhouette) Chosen(TaskState state)
    {
        if (Of(state) is not SilhouetteComputed { Results: var silhouettes })
            throw new TaskStateException("The job has not chosen the number of its segments yet.");
        ImmutableArray<MeasuredClusters> found = Found(state);
        int place = SegmentOptions.Of(job).ByElbow
            ? ClusterCount.ByElbow([.. found.Select(each => each.Model.Clusters)], [.. found.Select(each => each.MeanInertia)])
            : ClusterCount.BySilhouette(silhouettes);
        return (found[place], silhouettes[place]);
    }

    /// <summary>Every number of segments that was found, in ascending order.</summary>
    /// <exception cref="TaskStateException">The silhouettes are not computed yet.</exception>
    public IReadOnlyList<TriedCount> Tried(TaskState state)
    {
        if (Of(state) is not SilhouetteComputed { Results: var silhouettes })
            throw new TaskStateException("The job has not chosen the number of its segments yet.");
        return [.. Found(state).Zip(silhouettes, (found, silhouette) => new TriedCount(found.Model.Clusters, silhouette.Mean, found.MeanInertia))];
    }

    protected override IComputation<SilhouetteState, IClusterSums> Computation(TaskState state) => new FederatedSilhouette();

    protected override SilhouetteState Start(TaskState before) => Requested(before);

    protected override SilhouetteState Read(ModelSnapshot part, TaskState state) => ClusterQualitySnapshot.Read(part, Requested(state));

    protected override ModelSnapshot Write(SilhouetteState state) => ClusterQualitySnapshot.Write(state);

    protected override IClusterSums Data(TaskState state, TaskData data) => rows.Training(state, data);

    private SilhouetteRequested Requested(TaskState state)
    {
        FederatedKMeansOptions agreed = clusters.Agreed(state);
        return new SilhouetteRequested(new ClusterQualityOptions(agreed.Columns, agreed.RowBound, agreed.FeatureBound), [.. Found(state).Select(each => each.Model)]);
    }

    private ImmutableArray<MeasuredClusters> Found(TaskState state)
    {
        ImmutableArray<MeasuredClusters> found = [.. clusters.Result(state).Results.OfType<MeasuredClusters>()];
        return found.IsEmpty
            ? throw new TaskStateException("No number of segments that the job tries gives every segment as many customers as its floor. Lower 'floor' or 'fewest' under options.")
            : found;
    }
}
