using Federated.Computations;
using Federated.Computations.Amounts;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Value;

/// <summary>The joint model's errors, order and tenths on everybody's held-out rows, in one round.</summary>
internal sealed class AmountEvaluationStage(JobSpec job, IAmountModel model, PartRows rows) : Stage<AmountEvaluationState, IEnumerable<PredictedAmounts>>("evaluation")
{
    // Chance alone makes no node's held-out rows many times those that the split promises of all rows.
    private const double SpareRows = 4;
    private const long LeastRows = 100_000;

    public override int MostRounds => 1;

    /// <summary>The same of one partner's own held-out rows; null when they have no labels.</summary>
    public AmountQuality? Own(TaskState state, ITaskRows? own) => OwnRows.HaveLabels(own)
        ? OwnRows.Alone(new FederatedAmountEvaluation(), Start(state), rows.Batches(own!, RowPart.Test).Select(batch => Predicted(state, batch))).Result
        : null;

    protected override IComputation<AmountEvaluationState, IEnumerable<PredictedAmounts>> Computation(TaskState state) => new FederatedAmountEvaluation();

    protected override AmountEvaluationState Start(TaskState before) => new(Options(before));

    protected override AmountEvaluationState Read(ModelSnapshot part, TaskState state) => AmountEvaluationSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(AmountEvaluationState state) => AmountEvaluationSnapshot.Write(state);

    protected override IEnumerable<PredictedAmounts> Data(TaskState state, TaskData data) => rows.Batches(data.Rows, RowPart.Test).Select(batch => Predicted(state, batch));

    private PredictedAmounts Predicted(TaskState state, LocalTable batch)
    {
        double[] expected = model.Expected(state, batch);
        int[] known = [.. Enumerable.Range(0, expected.Length).Where(row => double.IsFinite(expected[row]))];
        double[] actual = Array.ConvertAll(batch.Labels.ToArray(), label => (double)label);
        return new PredictedAmounts([.. known.Select(row => expected[row])], [.. known.Select(row => actual[row])]);
    }

    private AmountEvaluationOptions Options(TaskState state)
    {
        double most = job.Contract.Label!.Maximum, held = job.Evaluation.TestFraction, trained = (1 - held) * (1 - job.Evaluation.ValidationFraction);
        return new AmountEvaluationOptions
        {
            Most = most,
            Typical = Math.Clamp(model.Typical(state), most * 1e-6, most),
            RowBound = Math.Min(1L << 31, LeastRows + (long)(model.Rows(state) * held / trained * SpareRows)),
        };
    }
}
