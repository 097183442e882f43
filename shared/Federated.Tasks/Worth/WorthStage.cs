using Federated.Computations;
using Federated.Computations.Worth;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Worth;

/// <summary>
/// Is it worth it? In one round each partner trains models of its own, chooses on its validation rows, keeps its choice in its memory, and contributes its figures
/// on its test rows to means over partners. Its own figures stay with it.
/// </summary>
/// <typeparam name="TModel">A model that is ready to use.</typeparam>
internal sealed class WorthStage<TModel>(IPartnerModels<TModel> models, PartRows rows) : Stage<WorthState, PartnerWorth>("worth")
{
    public override string? InsteadOfRows => "set validation_fraction: 0 under evaluation:";

    public override int MostRounds => 1;

    public override bool IsOptional => true;

    /// <summary>Means over partners; null before the round.</summary>
    public WorthResult? Means(TaskState state) => state.Parts.ContainsKey(Name) && Of(state) is WorthComputed computed ? computed.Result : null;

    /// <summary>Requires that the part of this stage, where there is one, is one that the job can have.</summary>
    /// <exception cref="TaskStateException">It is not.</exception>
    public void Require(TaskState state)
    {
        if (state.Parts.ContainsKey(Name))
            Of(state);
    }

    /// <summary>The model that this partner uses.</summary>
    /// <param name="state">A state that holds the joint model.</param>
    /// <param name="kept">What the node kept of this stage; the joint model when it kept nothing.</param>
    /// <exception cref="TaskStateException">What the node kept does not fit the job.</exception>
    public TModel Chosen(TaskState state, ModelSnapshot? kept) => PartnerModel.Chosen(models, state, kept);

    /// <summary>A report that begins with what training together is worth to this partner.</summary>
    public TaskReport Before(TaskReport report, TaskState state, ModelSnapshot? kept) =>
        PartnerWorthSection.Before(report, kept is null ? null : PartnerModel.Read(kept), Means(state));

    protected override IComputation<WorthState, PartnerWorth> Computation(TaskState state) => new FederatedWorth();

    protected override WorthState Start(TaskState before) => Requested(before);

    protected override WorthState Read(ModelSnapshot part, TaskState state) => part.Tensors.IsEmpty ? Requested(state) : new WorthComputed(WorthSnapshot.Read(part, models.Measures(state)));

    protected override ModelSnapshot Write(WorthState state) => state is WorthComputed computed ? WorthSnapshot.Write(computed.Result) : new ModelSnapshot([]);

    protected override PartnerWorth Data(TaskState state, TaskData data)
    {
        LocalTable test = rows.Whole(data.Rows, RowPart.Test);
        if (test.RowCount == 0)
            throw new ContributionException("This partner has no held-out row, so it cannot say what the joint model is worth to it. Add rows.");
        (PartnerModel chosen, WorthTable worth) = PartnerModel.Fit(models, state, rows.Whole(data.Rows, RowPart.Training), rows.Whole(data.Rows, RowPart.Validation), test, data.Seed);
        data.Memory.Current = chosen.Write();
        return worth.Worth;
    }

    private WorthRequested Requested(TaskState state) => new(measures: models.Measures(state));
}
