using Federated.Computations;
using Federated.Computations.Experiments;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Experiment;

/// <summary>The counts of one look, on all rows.</summary>
internal sealed class ExperimentStage(VariantFields fields) : Stage<ExperimentState, IVariantSums>("look")
{
    public override int MostRounds => 2;

    /// <summary>The same of one partner's own rows; null when there are none with a label and a variant.</summary>
    public SliceFigures? Own(ITaskRows? own)
    {
        if (!OwnRows.HaveLabels(own))
            return null;
        var data = new VariantRows(fields.Rows(own!));
        long rows = data.Rows;
        return rows == 0 ? null : OwnRows.Alone(new FederatedExperiment(), new ExperimentState(fields.Options, rows), data).Slices[0];
    }

    protected override IComputation<ExperimentState, IVariantSums> Computation(TaskState state) => new FederatedExperiment();

    protected override ExperimentState Start(TaskState before) => new(fields.Options);

    protected override ExperimentState Read(ModelSnapshot part, TaskState state) => ExperimentSnapshot.Read(part, fields.Options);

    protected override ModelSnapshot Write(ExperimentState state) => ExperimentSnapshot.Write(state);

    protected override IVariantSums Data(TaskState state, TaskData data) => new VariantRows(fields.Rows(data.Rows));
}
