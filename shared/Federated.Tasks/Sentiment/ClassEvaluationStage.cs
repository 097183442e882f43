using Federated.Computations;
using Federated.Computations.ClassEvaluation;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Sentiment;

/// <summary>The joint model's quality on everybody's held-out texts, in one round.</summary>
internal sealed class ClassEvaluationStage(SentimentTraining training, PartRows rows) : Stage<ClassEvaluationState, IEnumerable<ClassScoredBatch>>("evaluation")
{
    public override int MostRounds => 1;

    /// <summary>The same of one partner's own held-out texts; null when they have no labels.</summary>
    public ClassQuality? Own(TaskState state, ITaskRows? own) => OwnRows.HaveLabels(own)
        ? OwnRows.Alone(new FederatedClassEvaluation(), Start(state), Batches(state, own!)).Result
        : null;

    protected override IComputation<ClassEvaluationState, IEnumerable<ClassScoredBatch>> Computation(TaskState state) => new FederatedClassEvaluation();

    protected override ClassEvaluationState Start(TaskState before) => new(training.Classes);

    protected override ClassEvaluationState Read(ModelSnapshot part, TaskState state) => ClassEvaluationSnapshot.Read(part, training.Classes);

    protected override ModelSnapshot Write(ClassEvaluationState state) => ClassEvaluationSnapshot.Write(state);

    protected override IEnumerable<ClassScoredBatch> Data(TaskState state, TaskData data) => Batches(state, data.Rows);

    private IEnumerable<ClassScoredBatch> Batches(TaskState state, ITaskRows all) => rows.Batches(all, RowPart.Test)
        .Select(batch => new ClassScoredBatch(training.Classes, training.Probabilities(state, batch), TextColumn.Classes(batch)));
}
