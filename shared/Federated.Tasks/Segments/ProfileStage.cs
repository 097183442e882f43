using Federated.Computations;
using Federated.Computations.KMeans;
using Federated.Computations.Statistics;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Segments;

/// <summary>Sizes and means of the segments over all customers, the held-out ones included, in one round.</summary>
internal sealed class ProfileStage(JobSpec job, ClusterStage clusters, SeparationStage separation, SegmentRows rows) : Stage<ProfileState, IClusterSums>("profiles")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => 1;

    /// <summary>The joint profile.</summary>
    /// <exception cref="TaskStateException">It is not computed yet.</exception>
    public ClusterProfile Result(TaskState state)
        => Of(state) is ProfileComputed computed ? computed.Result : throw new TaskStateException("The job has not profiled its segments yet.");

    protected override IComputation<ProfileState, IClusterSums> Computation(TaskState state) => new FederatedProfile();

    protected override ProfileState Start(TaskState before) => Requested(before);

    protected override ProfileState Read(ModelSnapshot part, TaskState state) => ProfileSnapshot.Read(part, Requested(state));

    protected override ModelSnapshot Write(ProfileState state) => ProfileSnapshot.Write(state);

    protected override IClusterSums Data(TaskState state, TaskData data) => rows.Everyone(state, data);

    // The statistics counted the training rows only, so the bound is that on any node's rows.
    private ProfileRequested Requested(TaskState state) => new(
        new ClusterQualityOptions(clusters.Agreed(state).Columns, ColumnBatch.MaximumRows, SegmentRows.Bound),
        separation.Chosen(state).Clusters.Model,
        SegmentOptions.Of(job).Floor);
}
