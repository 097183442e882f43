using Federated.Computations.Statistics;
using Federated.Learning.Linear;
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

    public double[] Expected(TaskState state, LocalTable table) => [.. Parts(state, _features.Plan(state).Encode(table)).Select(part => part.Probability * part.Amount)];

    /// <summary>For each encoded row the probability of a purchase, and its amount if there is one.</summary>
    public (double Probability, double Amount)[] Parts(TaskState state, float[] encoded)
    {
        (LinearModel purchase, LinearModel amount) = Models(state);
        double factor = _smearing.Factor(state), most = _job.Contract.Label!.Maximum;
        var logits = new float[encoded.Length / purchase.Weights.Length];
        var logs = new float[logits.Length];
        purchase.Predict(encoded, logits);
        amount.Predict(encoded, logs);
        return [.. logits.Select((logit, row) => (1 / (1 + Math.Exp(-logit)), Math.Min(1, Math.Exp(logs[row]) * factor) * most))];
    }

    /// <summary>Requires that all three parts are fitted.</summary>
    /// <exception cref="TaskStateException">One is not.</exception>
    public void Require(TaskState state)
    {
        Models(state);
        _smearing.Factor(state);
    }

    /// <summary>The two linear models.</summary>
    public (LinearModel Purchase, LinearModel Amount) Models(TaskState state) => (_purchase.Model(state), _amount.Model(state));
}
