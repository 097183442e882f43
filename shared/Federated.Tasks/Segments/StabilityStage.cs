using Federated.Computations;
using Federated.Computations.KMeans;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Segments;

/// <summary>The chosen number of segments, found again on half samples of the customers.</summary>
internal sealed class StabilityStage(JobSpec job, ClusterStage clusters, SeparationStage separation, SegmentRows rows) : Stage<KMeansState, IClusterSums>("stability")
{
    private const int Restarts = 3;
    private readonly SegmentOptions _options = SegmentOptions.Of(job);

    public override string? InsteadOfRows => null;

    public override int MostRounds => _options.Rounds;

    /// <summary>For each half sample the clusters found; null when no descent kept every cluster above the floor.</summary>
    /// <exception cref="TaskStateException">They are not found yet.</exception>
    public IReadOnlyList<MeasuredClusters?> Result(TaskState state)
        => Of(state) is KMeansComputed computed ? computed.Results : throw new TaskStateException("The job has not measured the stability of its segments yet.");

    protected override IComputation<KMeansState, IClusterSums> Computation(TaskState state) => new FederatedKMeans();

    protected override KMeansState Start(TaskState before) => KMeansDescending.From(Agreed(before), clusters.Result(before).Sketch);

    protected override KMeansState Read(ModelSnapshot part, TaskState state) => KMeansSnapshot.Read(part, Agreed(state));

    protected override ModelSnapshot Write(KMeansState state) => KMeansSnapshot.Write(state);

    protected override IClusterSums Data(TaskState state, TaskData data) => rows.Training(state, data);

    // Half of the rows: half of the floor.
    private FederatedKMeansOptions Agreed(TaskState state) => clusters.Agreed(state) with
    {
        Clusters = [separation.Chosen(state).Clusters.Model.Clusters],
        Samples = _options.Samples,
        Restarts = Restarts,
        Floor = Math.Max(1, _options.Floor / 2),
    };
}
