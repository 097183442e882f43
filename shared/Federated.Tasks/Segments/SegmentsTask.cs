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
using Federated.Tasks.Worth;

namespace Federated.Tasks.Segments;

/// <summary>
/// Segments: groups of customers who are alike, over all partners, exact at every step. Joint statistics fit the features; joint k-means finds the best centres
/// for each number of segments that the job tries (<see cref="FederatedKMeans"/>); the simplified silhouette, or the bend of the inertia, chooses between them; half samples say how
/// stable the choice is; one round counts and describes the segments over all customers, and one compares them with what each partner finds alone. Rounds: statistics + 6 + at most 'rounds' twice + 4.
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
    private readonly WorthStage<SegmentModel>? _worth;

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
        _worth = job.Evaluation.ValidationFraction > 0 ? new WorthStage<SegmentModel>(new SegmentPartners(_features, _separation), _features.Rows) : null;
    }

    /// <inheritdoc/>
    public SegmentReport Segments(ModelSnapshot state) => Segments(Read(state));

    protected override IEnumerable<IStage> Course() => [.. _features.Stages, _clusters, _separation, _stability, _agreement, _profiles, .. _worth is null ? [] : new IStage[] { _worth }];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        _worth?.Require(state);
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
        FeaturePlan plan = _features.Plan(state);
        SegmentModel chosen = Chosen(state, memory);
        KMeansModel model = chosen.Centres;
        var names = new SegmentNames(plan, Job.Contract, chosen.Own ?? _profiles.Result(state));
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
                new ScoreColumn("segment", [.. scored.Select(nearest => names.Of(nearest.Own))]),
                new ScoreColumn("segment_number", [.. scored.Select(nearest => (double)names.Numbers[nearest.Own])]),
                new ScoreColumn("distance", [.. scored.Select(nearest => nearest.Distance)]),
                new ScoreColumn("next_segment", [.. scored.Select(nearest => names.Of(nearest.Next))]),
                new ScoreColumn("separation", [.. scored.Select(nearest => nearest.Separation)]),
                new ScoreColumn("branch", new SegmentTree(_clusters.Result(state).Sketch).Paths(rows)),
            ],
            isRanking: false,
            options.Reasons > 0 ? why : null);
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        SegmentReport report = Segments(state);
        TaskReport shown = SegmentPresentation.Of(report, Job.Contract, rows is null ? null : Count(state, memory, rows, report.Segments.Count), Own(state, memory));
        return _worth is null ? shown : _worth.Before(shown, state, MemoryOf(memory, _worth));
    }

    private SegmentModel Chosen(TaskState state, ModelSnapshot? memory) =>
        _worth is null ? new SegmentModel(_separation.Chosen(state).Clusters.Model) : _worth.Chosen(state, MemoryOf(memory, _worth));

    // Joint segments are counted by the centres that the scores come from, unless the partner uses segments of its own.
    private long[] Count(TaskState state, ModelSnapshot? memory, ITaskRows rows, int segments)
    {
        FeaturePlan plan = _features.Plan(state);
        SegmentModel chosen = Chosen(state, memory);
        KMeansModel model = chosen.Own is null ? chosen.Centres : _separation.Chosen(state).Clusters.Model;
        var names = new SegmentNames(plan, Job.Contract, _profiles.Result(state));
        var own = new long[segments];
        foreach (LocalTable batch in rows.Batches())
        {
            var clusters = new int[batch.RowCount];
            model.Assign(SegmentRows.Encode(plan, batch), clusters);
            foreach (int cluster in clusters)
                own[names.Numbers[cluster] - 1]++;
        }

        return own;
    }

    // The partner's own segments, the largest first; null when it uses the joint ones.
    private IReadOnlyList<(string Name, long Customers)>? Own(TaskState state, ModelSnapshot? memory)
    {
        if (Chosen(state, memory).Own is not { } profile)
            return null;
        var names = new SegmentNames(_features.Plan(state), Job.Contract, profile);
        return [.. names.Clusters.Select(cluster => (names.Of(cluster), profile.Counts[cluster]))];
    }

    private SegmentReport Segments(TaskState state)
    {
        ClusterProfile profile = _profiles.Result(state);
        (MeasuredClusters clusters, ClusterSilhouette silhouette) = _separation.Chosen(state);
        ClusterAgreement[] agreement = [.. _agreement.Result(state)];
        FeaturePlan plan = _features.Plan(state);
        var names = new SegmentNames(plan, Job.Contract, profile);
        int[] order = [.. names.Clusters];
        double customers = profile.Counts.Sum();
        return new SegmentReport(
            [.. order.Select((cluster, place) => new Segment(
                place + 1,
                names.Names[place],
                profile.Counts[cluster],
                customers > 0 ? profile.Counts[cluster] / customers : 0,
                silhouette.ByCluster[cluster],
                agreement.Average(half => half.Jaccard[cluster]),
                names.Traits[place]))],
            silhouette.Mean,
            agreement.Average(half => half.AdjustedRand),
            _separation.Tried(state),
            SegmentTree.Merges(clusters, order));
    }
}
