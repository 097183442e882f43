using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Recommend;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>A model that is ready to answer: everything that every request needs of it was read when this was made, so that a request pays for its own customers only.</summary>
internal sealed class ServedModel
{
    private readonly RowScorer _scorer;
    private readonly Lazy<ServedLists?> _lists;

    /// <param name="model">The model and its job.</param>
    /// <param name="memory">What this node kept from the job's rounds; null for nothing.</param>
    /// <param name="lastRun">The last time that customers were scored with it, to tell groups by; null when they never were.</param>
    /// <exception cref="TaskStateException">The model, or the memory, is not one of its job.</exception>
    public ServedModel(SavedModel model, ModelSnapshot? memory, ScoringRun? lastRun)
        : this(model, lastRun, TaskCatalogue.For(model.Job).Prepare(model.Snapshot, memory), new(() => ListsOf(model, memory)), model.Snapshot.ContentHash())
    {
    }

    private ServedModel(SavedModel model, ScoringRun? lastRun, RowScorer scorer, Lazy<ServedLists?> lists, string hash)
    {
        (Model, LastRun, _scorer, _lists, Hash) = (model, lastRun, scorer, lists, hash);
        Version = ModelVersion.Of(model.JobId, hash);
        Requests = new ScoreRequestReader(model.Job.Contract);
    }

    /// <summary>The model and its job.</summary>
    public SavedModel Model { get; }

    /// <summary>The last time that customers were scored with it; null when they never were.</summary>
    public ScoringRun? LastRun { get; }

    /// <summary>Its content hash.</summary>
    public string Hash { get; }

    /// <summary>Its name for people; see <see cref="ModelVersion"/>.</summary>
    public string Version { get; }

    /// <summary>Reads requests by its contract.</summary>
    public ScoreRequestReader Requests { get; }

    /// <summary>What gives lists of items; null when the task gives none. Made at the first asking.</summary>
    /// <exception cref="TaskStateException">The model is not one of its job.</exception>
    public ServedLists? Lists => _lists.Value;

    /// <summary>The same model after customers were scored anew.</summary>
    public ServedModel With(ScoringRun? lastRun) => new(Model, lastRun, _scorer, _lists, Hash);

    /// <summary>Scores the customers of a request; for several callers at the same time.</summary>
    public ScoredRows Score(ScoreRequest request) => _scorer(request.Table, new ScoreOptions { Reasons = request.Reasons });

    /// <summary>The group of a score among the customers of the last run; null when there was none.</summary>
    public int? GroupOf(double score) => LastRun is { } run && double.IsFinite(score) ? ScoreGroups.Of((float)score, run.Cuts) : null;

    private static ServedLists? ListsOf(SavedModel model, ModelSnapshot? memory) =>
        TaskCatalogue.For(model.Job) is IRecommendingTask task ? new ServedLists(task.Recommender(model.Snapshot, memory)) : null;
}
