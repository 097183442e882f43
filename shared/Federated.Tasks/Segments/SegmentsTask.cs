using Federated.Computations.KMeans;
using Federated.Learning.Clustering;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Segments;

/// <summary>
/// Segments: groups of customers who are alike, over all partners, exact at every step. Joint statistics fit the features; joint k-means finds the best centres
/// for each number of segments that the job tries (<see cref="FederatedKMeans"/>); the simplified silhouette, or the bend of the inertia, chooses between them; half samples say how
/// stable the choice is; one last round counts and describes the segments over all customers. Rounds: statistics + 6 + at most 'rounds' twice + 3.
/// A segment is named for the traits in which its mean differs most from everybody's. No segment has fewer customers than the floor.
/// </summary>
internal sealed class SegmentsTask : StagedTask, ISegmentation
{
    /// <summary>What a job of this task says.</summary>
    public static readonly TaskDeclaration Declaration = new()
    {
        Name = "segments",
        Summary = "Which kinds of customers there are, and which kind each one is.",
        Labels = [LabelKind.None, LabelKind.TwoClasses, LabelKind.Classes, LabelKind.Number],
        Options = SegmentOptions.Declared,
    };

    private readonly FeatureStages _features;
    private readonly ClusterStage _clusters;
    private readonly SeparationStage _separation;
    private readonly StabilityStage _stability;
    private readonly AgreementStage _agreement;
    private readonly ProfileStage _profiles;

    public SegmentsTask(JobSpec job)
        : base(job)
    {
        _features = new FeatureStages(job);
        var rows = new SegmentRows(_features);
        _clusters = new ClusterStage(job, _features, rows);
        _separation = new SeparationStage(job, _clusters, rows);
        _stability = new StabilityStage(job, _clusters, _separation, rows);
        _agreement = new AgreementStage(_clusters, _separation, _stability, rows);
        _profiles = new ProfileStage(job, _clusters, _separation, rows);
    }

    /// <inheritdoc/>
    public SegmentReport Segments(ModelSnapshot state) => Segments(Read(state));

    protected override IEnumerable<IStage> Course() => [.. _features.Stages, _clusters, _separation, _stability, _agreement, _profiles];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        progress = progress with { Rows = _features.StatisticsOrNull(state)?.Rows ?? 0 };
        if (!IsPast(state, _profiles))
            return progress;
        SegmentReport report = Segments(state);
        string[] shares = [.. report.Segments.Select(segment => FormattableString.Invariant($"{segment.Name} ({segment.Share:P0})"))];
        return progress with
        {
            Figures =
            [
                new TaskFigure("segments", "segments", report.Segments.Count),
                new TaskFigure("silhouette", "mean simplified silhouette", report.Silhouette),
                new TaskFigure("stability", "adjusted Rand index with half samples", report.Stability),
                .. report.Segments.Select(segment => new TaskFigure(FormattableString.Invariant($"share_{segment.Number}"), $"share of segment '{segment.Name}'", segment.Share)),
            ],
            Headline = FormattableString.Invariant($"{report.Segments.Count} segments: {string.Join("; ", shares)}"),
        };
    }

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        (FeaturePlan plan, SegmentReport report) = (_features.Plan(state), Segments(state));
        KMeansModel model = _separation.Chosen(state).Clusters.Model;
        int[] numbers = Numbers(_profiles.Result(state));
        float[] rows = SegmentRows.Encode(plan, table);
        var reasons = new SegmentReasons(plan, table, model);
        var scored = new NearestSegment[table.RowCount];
        var why = new List<IReadOnlyList<Reason>>();
        for (int row = 0; row < scored.Length; row++)
        {
            ReadOnlySpan<float> place = rows.AsSpan(row * plan.Width, plan.Width);
            scored[row] = NearestSegment.Of(model, place);
            if (options.Reasons > 0)
                why.Add(reasons.Of(row, place, scored[row].Own, scored[row].Next, options.Reasons));
        }

        return new ScoredRows(
            [
                new ScoreColumn("segment", [.. scored.Select(nearest => report.Segments[numbers[nearest.Own] - 1].Name)]),
                new ScoreColumn("segment_number", [.. scored.Select(nearest => (double)numbers[nearest.Own])]),
                new ScoreColumn("distance", [.. scored.Select(nearest => nearest.Distance)]),
                new ScoreColumn("next_segment", [.. scored.Select(nearest => report.Segments[numbers[nearest.Next] - 1].Name)]),
                new ScoreColumn("separation", [.. scored.Select(nearest => nearest.Separation)]),
                new ScoreColumn("branch", new SegmentTree(_clusters.Result(state).Sketch).Paths(rows)),
            ],
            isRanking: false,
            options.Reasons > 0 ? why : null);
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        SegmentReport report = Segments(state);
        if (rows is null)
            return SegmentPresentation.Of(report, Job.Contract, own: null);
        FeaturePlan plan = _features.Plan(state);
        KMeansModel model = _separation.Chosen(state).Clusters.Model;
        int[] numbers = Numbers(_profiles.Result(state));
        var own = new long[numbers.Length];
        foreach (LocalTable batch in rows.Batches())
        {
            var clusters = new int[batch.RowCount];
            model.Assign(SegmentRows.Encode(plan, batch), clusters);
            foreach (int cluster in clusters)
                own[numbers[cluster] - 1]++;
        }

        return SegmentPresentation.Of(report, Job.Contract, own);
    }

    private SegmentReport Segments(TaskState state)
    {
        ClusterProfile profile = _profiles.Result(state);
        (MeasuredClusters clusters, ClusterSilhouette silhouette) = _separation.Chosen(state);
        ClusterAgreement[] agreement = [.. _agreement.Result(state)];
        FeaturePlan plan = _features.Plan(state);
        int[] numbers = Numbers(profile);
        int[] order = [.. Enumerable.Range(0, numbers.Length).OrderBy(cluster => numbers[cluster])];
        IReadOnlyList<SegmentTrait>[] traits = [.. order.Select(cluster => SegmentTraits.Of(plan, Job.Contract, profile, cluster))];
        IReadOnlyList<string> names = SegmentTraits.Names(traits);
        double customers = profile.Counts.Sum();
        return new SegmentReport(
            [.. order.Select((cluster, place) => new Segment(
                place + 1,
                names[place],
                profile.Counts[cluster],
                customers > 0 ? profile.Counts[cluster] / customers : 0,
                silhouette.ByCluster[cluster],
                agreement.Average(half => half.Jaccard[cluster]),
                traits[place]))],
            silhouette.Mean,
            agreement.Average(half => half.AdjustedRand),
            _separation.Tried(state),
            SegmentTree.Merges(clusters, order));
    }

    private static int[] Numbers(ClusterProfile profile)
    {
        var numbers = new int[profile.Counts.Length];
        int next = 1;
        foreach (int cluster in Enumerable.Range(0, numbers.Length).OrderByDescending(cluster => profile.Counts[cluster]))
            numbers[cluster] = next++;
        return numbers;
    }
}
