using Federated.Computations.Statistics;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Value;

/// <summary>P(buys) · exp(ln amount) · smearing factor, each part equal to that of all rows in one place (Duan et al. 1983, "A Comparison of Alternative Models").</summary>
internal sealed class TwoPartModel : IAmountModel
{
    private readonly JobSpec _job;
    private readonly FeatureStages _features;
    private readonly PurchaseStage _purchase;
    private readonly AmountStage _amount;
    private readonly SmearingStage _smearing;

    public TwoPartModel(JobSpec job, FeatureStages features)
    {
        _job = job;
        _features = features;
        _purchase = new PurchaseStage(job, features);
        _amount = new AmountStage(job, features);
        _smearing = new SmearingStage(_amount, features);
    }

    /// <summary>The joint training.</summary>
    public IReadOnlyList<IStage> Stages => [_purchase, _amount, _smearing];

    public long Rows(TaskState state) => _features.Statistics(state).Rows;

    public double Typical(TaskState state)
    {
        NumericStatistics label = _features.Statistics(state).NumericColumn(_job.Contract.Label!.Name);
        return label.Mean > 0 ? label.Mean : _job.Contract.Label.Maximum / 100;
    }

    public double[] Expected(TaskState state, LocalTable table) => Fitted(state).Expected(_features.Plan(state).Encode(table));

    /// <summary>The three joint parts.</summary>
    /// <exception cref="TaskStateException">One is not fitted yet.</exception>
    public TwoPartFit Fitted(TaskState state) => new(_purchase.Model(state), _amount.Model(state), _smearing.Factor(state), _job.Contract.Label!.Maximum);

    /// <summary>A partner's own models of the same form.</summary>
    public TwoPartPartners Partners() => new(_job, _features, this, _amount);
}
