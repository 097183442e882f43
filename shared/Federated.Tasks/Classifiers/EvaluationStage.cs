using Federated.Computations;
using Federated.Computations.Evaluation;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Classifiers;

/// <summary>The joint model's quality on everybody's held-out rows, in one round.</summary>
internal sealed class EvaluationStage(ITwoClassModel model, PartRows rows) : Stage<EvaluationState, IScoreSums>("evaluation")
{
    private static readonly EvaluationOptions Options = new();

    public override string? InsteadOfRows => model.InsteadOfRows;

    public override int MostRounds => 1;

    protected override IComputation<EvaluationState, IScoreSums> Computation(TaskState state) => new FederatedEvaluation();

    protected override EvaluationState Start(TaskState before) => new EvaluationRequested(Options);

    protected override EvaluationState Read(ModelSnapshot part, TaskState state) => EvaluationSnapshot.Read(part, Options);

    protected override ModelSnapshot Write(EvaluationState state) => EvaluationSnapshot.Write(state);

    protected override IScoreSums Data(TaskState state, TaskData data)
    {
        ITwoClassPredictor predictor = model.Joint(state);
        return data.Rows is ISummedRows summed && predictor.Formula is { } formula
            ? summed.Scores(formula, RowPart.Test)
            : new ScoredBatches(rows.Batches(data.Rows, RowPart.Test).Select(batch => new ScoredBatch(Probabilities.Of(predictor, batch), batch.Labels.ToArray())));
    }
}
