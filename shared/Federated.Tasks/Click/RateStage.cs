using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Fairness;
using Federated.Learning.State;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Click;

/// <summary>By channel, hour, region or creative: how often it was clicked and how often the model said so, on everybody's held-out events, in one round and with a floor on the size of a group.</summary>
internal sealed class RateStage(ITwoClassModel model, ClickFeatures features) : Stage<FairnessState, IGroupScoreSums>("rates")
{
    public const string FieldsKey = "by";

    private readonly ContractField[] _fields = FieldsOf(features.Job);

    public override int MostRounds => 1;

    /// <summary>What is asked; the threshold plays no part in rates.</summary>
    public FairnessRequest Request { get; } = new([.. FieldsOf(features.Job).Select(field => new ComparedField(field.Name, [.. field.Values]))]);

    /// <summary>The fields that are shown: those with <c>role: group</c>, and those that the job names.</summary>
    public static ContractField[] FieldsOf(JobSpec job) =>
        [.. job.Contract.Columns.Where(field => field.IsCategorical && (field.Role == FieldRole.Group || job.Options.Names(FieldsKey).Contains(field.Name, StringComparer.Ordinal)))];

    protected override IComputation<FairnessState, IGroupScoreSums> Computation(TaskState state) => new FederatedFairness();

    protected override FairnessState Start(TaskState before) => new(Request);

    protected override FairnessState Read(ModelSnapshot part, TaskState state) => FairnessSnapshot.Read(part, Request);

    protected override ModelSnapshot Write(FairnessState state) => FairnessSnapshot.Write(state);

    protected override IGroupScoreSums Data(TaskState state, TaskData data)
    {
        ITwoClassPredictor predictor = model.Joint(state);
        return new LocalGroupScores(features.Rows.Batches(data.Rows, RowPart.Test).Where(batch => batch.RowCount > 0).Select(batch => new GroupScores(
            Probabilities.Of(predictor, batch), batch.Labels.ToArray(), ImmutableArray.CreateRange(_fields.Select(field => (ReadOnlyMemory<int>)batch.Categories(field.Name).ToArray())))));
    }
}
