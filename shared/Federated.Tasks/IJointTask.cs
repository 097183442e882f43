using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks;

/// <summary>
/// A task of the catalogue for one job: data contract → features → model → joint computation → metrics → scores. Its state between
/// rounds is a <see cref="ModelSnapshot"/>, so that what every node starts from has a content address, and what the last round leaves is the model that is released.
/// </summary>
public interface IJointTask : IComputation<ModelSnapshot, TaskData>
{
    /// <summary>
    /// The stages of this job that need single rows in the node's memory. All others are content with sums: with none, a node whose rows are
    /// <see cref="Features.ISummedRows"/> takes part in the whole job without <see cref="Schema.ITaskRows.Batches"/>.
    /// </summary>
    IReadOnlyList<RowStage> RowStages { get; }

    /// <summary>The state before the first round.</summary>
    ModelSnapshot Begin();

    /// <summary>Who alone may take part in the next round; null when every partner may.</summary>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job.</exception>
    RoundCohort? CohortOf(ModelSnapshot state);

    /// <summary>On the coordinator, after every round: the state in which a stage that has to know the job's members knows them; the same state when no stage waits for that.</summary>
    /// <param name="state">After a round.</param>
    /// <param name="members">Names of the partners on the roster.</param>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job, or the members are too few for it.</exception>
    ModelSnapshot Enrol(ModelSnapshot state, IReadOnlyList<string> members);

    /// <summary>What a state says, for people and scripts.</summary>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job.</exception>
    TaskProgress Describe(ModelSnapshot state);

    /// <summary>What the model says about a partner's own customers, on the partner's machine.</summary>
    /// <param name="state">A state that holds a model: usually the released one.</param>
    /// <param name="memory">What this node kept from the job's rounds (its own choice between joint and personalised model); null for the joint model.</param>
    /// <param name="table">The customers; labels are not looked at.</param>
    /// <param name="options">What to add to the scores.</param>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job, or holds no model yet.</exception>
    ScoredRows Score(ModelSnapshot state, ModelSnapshot? memory, LocalTable table, ScoreOptions options);

    /// <summary>Reads a model once, to score with it many times: a table, or a customer, at a time, and several at the same time.</summary>
    /// <inheritdoc cref="Score" path="/param|/exception"/>
    RowScorer Prepare(ModelSnapshot state, ModelSnapshot? memory);

    /// <summary>What a partner is shown of a job: what is true of all partners together, and beside it what is true of its own rows, which nobody else sees.</summary>
    /// <param name="state">A state that holds a result: usually the released one.</param>
    /// <param name="memory">What this node kept from the job's rounds; null when it took no part.</param>
    /// <param name="rows">This partner's own rows, all parts of the split; null when there are none at hand.</param>
    /// <exception cref="TaskStateException">The snapshot is not a state of this job, or holds no result yet.</exception>
    TaskReport Present(ModelSnapshot state, ModelSnapshot? memory, ITaskRows? rows);
}
