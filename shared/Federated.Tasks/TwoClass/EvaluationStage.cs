using Federated.Computations;
using Federated.Computations.Evaluation;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>The joint model's quality on everybody's held-out rows, in one round.</summary>
internal sealed class EvaluationStage(ITwoClassModel model, PartRows rows) : Stage<EvaluationState, IEnumerable<ScoredBatch>>("evaluation")
{
    private static readonly EvaluationOptions Options = new();

    public override int MostRounds => 1;

    protected override IComputation<EvaluationState, IEnumerable<ScoredBatch>> Computation(TaskState state) => new FederatedEvaluation();

    protected override EvaluationState Start(TaskState before) => new EvaluationRequested(Options);

    protected override EvaluationState Read(ModelSnapshot part, TaskState state) => EvaluationSnapshot.Read(part, Options);

    protected override ModelSnapshot Write(EvaluationState state) => EvaluationSnapshot.Write(state);

    protected override IEnumerable<ScoredBatch> Data(TaskState state, TaskData data)
    {
        ITwoClassPredictor predictor = model.Joint(state);
        return rows.Batches(data.Rows, RowPart.Test).Select(batch => new ScoredBatch(Probabilities.Of(predictor, batch), batch.Labels.ToArray()));
    }
}
