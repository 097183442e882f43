using System.Buffers.Binary;
using Federated.Computations;
using Federated.Computations.KMeans;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Segments;

/// <summary>Joint k-means for every number of segments that the job tries, all in the same rounds.</summary>
internal sealed class ClusterStage(JobSpec job, FeatureStages features, SegmentRows rows) : Stage<KMeansState, IClusterSums>("clusters")
{
    private const int MostSketchFloor = 5;
    private readonly SegmentOptions _options = SegmentOptions.Of(job);

    public override string? InsteadOfRows => null;

    public override int MostRounds => 1 + Options(width: 1, rows: 1).SketchRounds + _options.Rounds;

    /// <summary>The clusters that were found.</summary>
    /// <exception cref="TaskStateException">They are not found yet.</exception>
    public KMeansComputed Result(TaskState state)
        => Of(state) as KMeansComputed ?? throw new TaskStateException("The job has not found its segments yet.");

    /// <summary>What was agreed on, for this stage.</summary>
    public FederatedKMeansOptions Agreed(TaskState state) => Options(features.Plan(state).Width, features.Statistics(state).Rows);

    protected override IComputation<KMeansState, IClusterSums> Computation(TaskState state) => new FederatedKMeans();

    protected override KMeansState Start(TaskState before) => new KMeansStarting(Agreed(before));

    protected override KMeansState Read(ModelSnapshot part, TaskState state) => KMeansSnapshot.Read(part, Agreed(state));

    protected override ModelSnapshot Write(KMeansState state) => KMeansSnapshot.Write(state);

    protected override IClusterSums Data(TaskState state, TaskData data) => rows.Training(state, data);

    // The seed is public and the same for everybody: first places carry no information.
    private FederatedKMeansOptions Options(int width, long rows) => new()
    {
        Columns = width,
        RowBound = rows,
        Clusters = [.. Enumerable.Range(_options.Fewest, _options.Most - _options.Fewest + 1)],
        Restarts = _options.Restarts,
        SketchCells = Math.Max(_options.Cells, 2 * _options.Most),
        MaximumRounds = _options.Rounds,
        Tolerance = _options.Tolerance,
        Floor = _options.Floor,
        SketchFloor = Math.Min(_options.Floor, MostSketchFloor),
        FeatureBound = SegmentRows.Bound,
        Seed = BinaryPrimitives.ReadUInt64LittleEndian(job.Hash()),
    };
}
