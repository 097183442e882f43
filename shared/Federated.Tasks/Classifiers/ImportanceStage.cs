using System.Buffers.Binary;
using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Explanation;
using Federated.Learning.Losses;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Classifiers;

/// <summary>What the joint model goes by, in one round: how far the joint area under the curve falls when one feature is shuffled among each partner's own held-out rows.</summary>
internal sealed class ImportanceStage(JobSpec job, ITwoClassModel model, PartRows rows) : Stage<ImportanceState, HeldOutRows>("importance")
{
    private const int Repeats = 2;
    private const int Bins = 128;

    public override string? InsteadOfRows => "set importance: false under options:";

    public override int MostRounds => 1;

    /// <summary>The fields that are measured, in the order of the result.</summary>
    public ImmutableArray<string> Fields(TaskState state) => [.. model.Joint(state).InputFields.Distinct()];

    /// <summary>Rows that are scored with changed inputs, and what scores them: the probability of the positive value.</summary>
    public static HeldOutRows HeldOut(ITwoClassPredictor predictor, IEnumerable<LocalTable> batches)
    {
        int width = predictor.InputFields.Count;
        return new HeldOutRows(
            batches.Where(batch => batch.RowCount > 0).Select(batch => new LabelledRows(predictor.Encode(batch), width, batch.Labels.ToArray())),
            features => [.. predictor.Logits(features).Select(logit => (float)Logistic.Sigmoid(logit))]);
    }

    protected override IComputation<ImportanceState, HeldOutRows> Computation(TaskState state) => new FederatedImportance();

    protected override ImportanceState Start(TaskState before) => new(Request(before));

    protected override ImportanceState Read(ModelSnapshot part, TaskState state) => ImportanceSnapshot.Read(part, Request(state));

    protected override ModelSnapshot Write(ImportanceState state) => ImportanceSnapshot.Write(state);

    protected override HeldOutRows Data(TaskState state, TaskData data) => HeldOut(model.Joint(state), rows.Batches(data.Rows, RowPart.Test));

    private ImportanceRequest Request(TaskState state)
    {
        IReadOnlyList<string> inputs = model.Joint(state).InputFields;
        return new ImportanceRequest(
            [.. inputs.Distinct().Select(field => Enumerable.Range(0, inputs.Count).Where(input => inputs[input] == field).ToImmutableArray())],
            Repeats, Bins, BinaryPrimitives.ReadUInt64LittleEndian(job.Hash()));
    }
}
