using System.Collections.Immutable;
using Federated.Computations.Amounts;
using Federated.Computations.Personalisation;
using Federated.Computations.Worth;
using Federated.Learning.Linear;
using Federated.Learning.Metrics;
using Federated.Learning.Training;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Value;

/// <summary>
/// A partner's own two-part models: both regressions of its rows alone, and both pulled towards the joint coefficients, each with the smearing factor of its own
/// buyers. They are chosen by the deviance (√amount − √expected)²/√expected, which like the squared error is least at the true mean (Tweedie's, of power 3/2), but by
/// which a few large amounts do not outvote all others.
/// </summary>
internal sealed class TwoPartPartners(JobSpec job, FeatureStages features, TwoPartModel joint, AmountStage amounts) : IPartnerModels<TwoPartFit>
{
    private static readonly LabelAboveZero Bought = new();

    private const double SpareTypical = 1000;
    private const double LeastTypical = 1e-6;
    private const double LeastPenalty = 1e-3;

    public ImmutableArray<WorthMeasure> Measures(TaskState state) => AmountMeasures(joint.Typical(state));

    /// <summary>Errors count at most a thousand times what is typical.</summary>
    public static ImmutableArray<WorthMeasure> AmountMeasures(double typical) =>
    [
        WorthMeasure.UpTo(WorthMetric.RootSquaredError, SpareTypical * typical),
        WorthMeasure.UpTo(WorthMetric.AbsoluteError, SpareTypical * typical),
        WorthMeasure.Of(WorthMetric.Determination),
        WorthMeasure.Of(WorthMetric.LiftAtTenth),
    ];

    public TwoPartFit Joint(TaskState state) => joint.Fitted(state);

    public TwoPartFit Read(TaskState state, OwnModel own) => TwoPartFit.Read(own.Own!, features.Plan(state).Width, job.Contract.Label!.Maximum);

    public (IReadOnlyList<OwnModel> Models, bool MayBeChosen) Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        FeaturePlan plan = features.Plan(state);
        LabelledRows rows = FeatureStages.Encode(plan, training), judged = FeatureStages.Encode(plan, validation);
        LabelledRows buyers = amounts.Target.Of(rows), judgedBuyers = amounts.Target.Of(judged);
        if (buyers.Count == 0 || validation.RowCount == 0)
            return ([], false);
        LinearModel localAmount = LocalAmount(buyers);
        var local = new TwoPartFit(LocalPurchase(rows), localAmount, FactorOf(localAmount, buyers), job.Contract.Label!.Maximum);
        TwoPartFit whole = Joint(state);
        LinearModel amount = judgedBuyers.Count > 0 ? Pulled(RegressionFamily.Linear, whole.Amount, buyers, judgedBuyers, seed) : whole.Amount;
        TwoPartFit pulled = whole with
        {
            Purchase = Pulled(RegressionFamily.Logistic, whole.Purchase, Bought.Of(rows), Bought.Of(judged), seed),
            Amount = amount,
            Factor = FactorOf(amount, buyers),
        };
        return ([new OwnModel(PersonalKind.Local, 0, local.Write()), new OwnModel(PersonalKind.Ditto, 0, pulled.Write())], true);
    }

    public double[] Losses(TaskState state, TwoPartFit model, LocalTable rows)
    {
        double typical = joint.Typical(state);
        return [.. Expected(state, model, rows).Select((expected, row) =>
        {
            double root = Math.Sqrt(Math.Max(expected / typical, LeastTypical)), off = Math.Sqrt(Math.Max(0, rows.Labels[row]) / typical) - root;
            return off * off / root;
        })];
    }

    public (int Rows, Func<WorthMetric, RowStatistic> Statistics) Measure(TaskState state, TwoPartFit model, WorthModel which, LocalTable test) =>
        (test.RowCount, new AmountScores(Expected(state, model, test), test.Labels, which).Statistic);

    private double[] Expected(TaskState state, TwoPartFit model, LocalTable rows) => model.Expected(features.Plan(state).Encode(rows));

    // Rows of which all buy cannot say who does not: their share, with half a row more of each kind, stands for everybody.
    private LinearModel LocalPurchase(LabelledRows rows)
    {
        float[] bought = Bought.Of(rows).Labels.ToArray();
        double buyers = bought.Sum();
        return buyers < bought.Length
            ? LogisticRegression.Fit(rows.Features.Span, bought, rows.Columns, new LogisticOptions { Penalty = job.Model.Penalty })
            : new LinearModel([.. new double[rows.Columns]], Math.Log((buyers + 0.5) / 0.5));
    }

    // Columns that do not vary among one partner's buyers need some penalty, however small.
    private LinearModel LocalAmount(LabelledRows buyers)
    {
        var statistics = new RidgeStatistics(buyers.Columns);
        statistics.Add(buyers.Features.Span, buyers.Labels.Span, default);
        return RidgeRegression.Fit(statistics, Math.Max(job.Model.Penalty, LeastPenalty)).Model;
    }

    private static LinearModel Pulled(RegressionFamily family, LinearModel towards, LabelledRows rows, LabelledRows judged, ulong seed)
    {
        var regression = new PulledRegression(family, [.. towards.Weights, towards.Intercept]);
        ImmutableArray<double> coefficients = regression.Fit(rows, PenaltyChoice.Choose(regression, new PersonalRows(rows, judged), seed));
        return new LinearModel(coefficients[..^1], coefficients[^1]);
    }

    private static double FactorOf(LinearModel amount, LabelledRows buyers)
    {
        Span<double> sums = stackalloc double[4];
        new SmearingSums([buyers]).Add(amount, sums);
        return sums[1] / sums[0];
    }
}
