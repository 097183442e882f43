using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.KMeans;
using Federated.Learning.Clustering;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Segments;

/// <summary>How far the segments agree with those of the half samples, in one round over all training rows.</summary>
internal sealed class AgreementStage(ClusterStage clusters, SeparationStage separation, StabilityStage stability, SegmentRows rows)
    : Stage<AgreementState, IClusterSums>("agreement")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => 1;

    /// <summary>One for each half sample.</summary>
    /// <exception cref="TaskStateException">The agreement is not computed yet.</exception>
    public ImmutableArray<ClusterAgreement> Result(TaskState state)
        => Of(state) is AgreementComputed computed ? computed.Results : throw new TaskStateException("The job has not measured the stability of its segments yet.");

    protected override IComputation<AgreementState, IClusterSums> Computation(TaskState state) => new FederatedAgreement();

    protected override AgreementState Start(TaskState before) => Requested(before);

    protected override AgreementState Read(ModelSnapshot part, TaskState state) => ClusterQualitySnapshot.Read(part, Requested(state));

    protected override ModelSnapshot Write(AgreementState state) => ClusterQualitySnapshot.Write(state);

    protected override IClusterSums Data(TaskState state, TaskData data) => rows.Training(state, data);

    // A half sample without such segments says that they are not stable: one cluster of everybody agrees with nothing.
    private AgreementRequested Requested(TaskState state)
    {
        FederatedKMeansOptions agreed = clusters.Agreed(state);
        var everybody = new KMeansModel(ImmutableArray.Create(new float[agreed.Columns]), 1);
        return new AgreementRequested(
            new ClusterQualityOptions(agreed.Columns, agreed.RowBound, agreed.FeatureBound),
            separation.Chosen(state).Clusters.Model,
            [.. stability.Result(state).Select(found => found?.Model ?? everybody)]);
    }
}
