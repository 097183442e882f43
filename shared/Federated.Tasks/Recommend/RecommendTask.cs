using Federated.Computations.Recommendation;
using Federated.Learning.NextItem;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>
/// Which items to show to which customer, from what the customers of all partners had. Rows are events: a customer, an item, perhaps a time and a rating. Customers are never matched or sent;
/// the partners have nothing in common but the items, which the job names or the first rounds find. Then one round counts items and pairs, at most one chooses the
/// model's settings, one counts items by the customers' own fields when the contract has such, the model trains (EASE takes no round), and one round measures it against popularity, neighbours and each partner's own model.
/// </summary>
internal sealed class RecommendTask : StagedTask, IRecommendingTask
{
    private readonly RecommendationRows _rows;
    private readonly CountStage _counts;
    private readonly IRecommendationModel _model;
    private readonly RankingStage _ranking;
    private readonly NewcomerStage? _newcomers;

    /// <exception cref="ArgumentException">The contract or the items do not do; the message says why.</exception>
    public RecommendTask(JobSpec job)
        : base(job)
    {
        _rows = new RecommendationRows(job) { WithValidation = job.Model.Kind == ModelKind.Ease && EaseRecommendation.PenaltyOf(job) == 0 };
        bool withPairs = job.Model.Kind is ModelKind.Ease or ModelKind.ItemKnn;
        if (!_rows.Fields.Item.IsText)
            _ = new ItemCountRequest(_rows.Fields.Item.Values.Count, _rows.MostCustomers, withPairs);
        _counts = new CountStage(_rows, withPairs);
        (int rounds, int width) = (job.Options.WholeNumber(RecommendOptions.Rounds), job.Options.WholeNumber(RecommendOptions.Width));
        IRecommendationModel model = job.Model.Kind switch
        {
            ModelKind.Popularity => new CountedRecommendation(_counts, counts => new PopularityScorer(counts)),
            ModelKind.ItemKnn => new CountedRecommendation(_counts, counts => new CosineScorer(counts)),
            ModelKind.Gru4Rec => new AveragedNextItem(_rows, _counts, NextItemKind.Recurrent, rounds, width, job.Robust),
            ModelKind.SasRec => new AveragedNextItem(_rows, _counts, NextItemKind.Attention, rounds, width, job.Robust),
            ModelKind.TwoTower => new AveragedNextItem(_rows, _counts, NextItemKind.TwoTower, rounds, width, job.Robust),
            ModelKind.Factors => new JointFactors(_rows, rounds, width),
            _ => new EaseRecommendation(job, _rows, _counts),
        };
        _model = job.Items.Attributes.Count > 0 && model is not CountedRecommendation ? new AttributedRecommendation(model, _rows, _counts) : model;
        _newcomers = _rows.Fields.Own.Count > 0 ? new NewcomerStage(_rows) : null;
        if (_newcomers is not null && !_rows.Fields.Item.IsText)
            _ = NewcomerStage.Request(_rows, _rows.Fields.Item.Values.Count);
        _ranking = new RankingStage(_rows, _counts, _model);
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "recommend",
        Summary = "Which items to show to which customer, from what all partners' customers had.",
        Labels = [LabelKind.None],
        Models = [ModelKind.Ease, ModelKind.ItemKnn, ModelKind.Popularity, ModelKind.Gru4Rec, ModelKind.SasRec, ModelKind.TwoTower, ModelKind.Factors],
        Rows = RowKind.Events,
        NeedsItem = true,
        Options = RecommendOptions.Declared,
    };

    /// <inheritdoc/>
    public IRecommender Recommender(ModelSnapshot state, ModelSnapshot? memory)
    {
        TaskState read = Read(state) with { Memory = memory is null ? TaskState.Empty.Memory : SnapshotParts.Split(memory) };
        ItemCounts counts = _counts.Counts(read);
        if (!_model.Stages.Concat(_newcomers is null ? [] : [_newcomers]).All(stage => IsPast(read, stage)))
            throw new TaskStateException("The job has not trained its model yet. Wait until it is done.");
        return Recommender(read, counts);
    }

    protected override IEnumerable<IStage> Course() => [.. _rows.Stages, _counts, .. _newcomers is null ? Array.Empty<IStage>() : [_newcomers], .. _model.Stages, _ranking];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        if (!IsPast(state, _counts))
            return progress;
        ItemCounts counts = _counts.Counts(state);
        progress = progress with { Rows = counts.Customers, Figures = [new TaskFigure("customers", "customers", counts.Customers), new TaskFigure("items", "items", counts.Items)] };
        return !IsPast(state, _ranking) ? progress : progress with
        {
            Figures = [.. RecommendFigures.Of(_ranking, _ranking.Of(state).Result!), .. progress.Figures],
            Headline = RecommendFigures.Headline(_ranking.Of(state).Result!),
        };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        if (!IsPast(state, _ranking))
            throw new TaskStateException("The job has not measured its model yet. Wait until it is done.");
        Recommender recommender = Recommender(state, _counts.Counts(state));
        return RecommendPresentation.Of(_ranking, _ranking.Of(state).Result!, _ranking.Own(MemoryOf(memory, _ranking), state), recommender, rows);
    }

    private Recommender Recommender(TaskState state, ItemCounts counts) =>
        new(_rows, state, counts, _model.Joint(state), _newcomers is null ? new PopularityScorer(counts) : _newcomers.Scorer(state, counts));

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options) =>
        throw new TaskStateException("The task recommend gives each customer a list of items and no score.") { Mend = "ask for the lists: fed-node recommend" };
}
