using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Recommend;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>A model that is ready to answer.</summary>
/// <param name="Model">The model and its job.</param>
/// <param name="Memory">What this node kept from the job's rounds; null for nothing.</param>
/// <param name="LastRun">The last time that customers were scored with it, to tell groups by; null when they never were.</param>
internal sealed record ServedModel(SavedModel Model, ModelSnapshot? Memory, ScoringRun? LastRun)
{
    private readonly Lazy<ServedLists?> _lists = new(() => TaskCatalogue.For(Model.Job) is IRecommendingTask task ? new ServedLists(task.Recommender(Model.Snapshot, Memory)) : null);

    /// <summary>Its content hash.</summary>
    public string Hash { get; } = Model.Snapshot.ContentHash();

    /// <summary>What gives lists of items; null when the task gives none. Made at the first asking.</summary>
    /// <exception cref="TaskStateException">The model is not one of its job.</exception>
    public ServedLists? Lists => _lists.Value;

    /// <summary>Scores the customers of a request.</summary>
    public ScoredRows Score(ScoreRequest request) =>
        TaskCatalogue.For(Model.Job).Score(Model.Snapshot, Memory, request.Table, new ScoreOptions { Reasons = request.Reasons });

    /// <summary>The group of a score among the customers of the last run; null when there was none.</summary>
    public int? GroupOf(double score) => LastRun is { } run && double.IsFinite(score) ? ScoreGroups.Of((float)score, run.Cuts) : null;
}
