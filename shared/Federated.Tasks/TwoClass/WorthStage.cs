using Federated.Computations;
using Federated.Computations.Worth;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// Is it worth it? In one round each partner trains models of its own, chooses on its validation rows, keeps its choice in its memory, and contributes its figures
/// on its test rows to means over partners. Its own figures stay with it.
/// </summary>
internal sealed class WorthStage(ITwoClassModel model, PartRows rows) : Stage<WorthState, PartnerWorth>("worth")
{
    public override string? InsteadOfRows => "set validation_fraction: 0 under evaluation:";

    public override int MostRounds => 1;

    public override bool IsOptional => true;

    protected override IComputation<WorthState, PartnerWorth> Computation(TaskState state) => new FederatedWorth();

    protected override WorthState Start(TaskState before) => new WorthRequested();

    protected override WorthState Read(ModelSnapshot part, TaskState state) => part.Tensors.IsEmpty ? new WorthRequested() : new WorthComputed(WorthSnapshot.Read(part));

    protected override ModelSnapshot Write(WorthState state) => state is WorthComputed computed ? WorthSnapshot.Write(computed.Result) : new ModelSnapshot([]);

    protected override PartnerWorth Data(TaskState state, TaskData data)
    {
        LocalTable test = rows.Whole(data.Rows, RowPart.Test);
        if (test.RowCount == 0)
            throw new ContributionException("This partner has no held-out row, so it cannot say what the joint model is worth to it. Add rows.");
        (PartnerModel chosen, WorthTable worth) = PartnerModel.Fit(model, state, rows.Whole(data.Rows, RowPart.Training), rows.Whole(data.Rows, RowPart.Validation), test, data.Seed);
        data.Memory.Current = chosen.Write();
        return worth.Worth;
    }
}
