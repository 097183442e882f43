using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Fairness;
using Federated.Computations.Statistics;
using Federated.Learning.State;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// Whether the joint model treats groups of customers alike, in one round on everybody's held-out rows and with a floor on the size of a group. A customer counts as
/// picked when its probability is at least the share of positives among all training rows.
/// </summary>
internal sealed class FairnessStage(JobSpec job, ITwoClassModel model, FeatureStages features) : Stage<FairnessState, IGroupScoreSums>("fairness")
{
    private readonly ContractField[] _fields = FieldsOf(job);

    public override string? InsteadOfRows => model.InsteadOfRows;

    public override int MostRounds => 1;

    /// <summary>The fields that are compared: those with <c>role: group</c>, and those that the job names under <c>fairness</c>; none when there are neither.</summary>
    public static ContractField[] FieldsOf(JobSpec job) =>
        [.. job.Contract.Columns.Where(field => field.IsCategorical && (field.Role == FieldRole.Group || job.Options.Names("fairness").Contains(field.Name, StringComparer.Ordinal)))];

    /// <summary>What was asked.</summary>
    public FairnessRequest Request(TaskState state)
    {
        CategoryStatistics label = features.Statistics(state).CategoryColumn(job.Contract.Label!.Name);
        double positives = label.Counts[1] ?? 0, all = Math.Max(1, features.Statistics(state).Rows);
        return new FairnessRequest([.. _fields.Select(field => new ComparedField(field.Name, [.. field.Values]))], Math.Clamp(positives / all, 0.001, 1));
    }

    protected override IComputation<FairnessState, IGroupScoreSums> Computation(TaskState state) => new FederatedFairness();

    protected override FairnessState Start(TaskState before) => new(Request(before));

    protected override FairnessState Read(ModelSnapshot part, TaskState state) => FairnessSnapshot.Read(part, Request(state));

    protected override ModelSnapshot Write(FairnessState state) => FairnessSnapshot.Write(state);

    protected override IGroupScoreSums Data(TaskState state, TaskData data)
    {
        ITwoClassPredictor predictor = model.Joint(state);
        if (data.Rows is ISummedRows summed && predictor.Formula is { } formula)
            return summed.GroupScores(formula, RowPart.Test);
        return new LocalGroupScores(features.Rows.Batches(data.Rows, RowPart.Test).Select(batch => new GroupScores(
            Probabilities.Of(predictor, batch), batch.Labels.ToArray(), [.. _fields.Select(field => (ReadOnlyMemory<int>)batch.Categories(field.Name).ToArray())])));
    }
}
