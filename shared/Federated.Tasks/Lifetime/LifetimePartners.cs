using System.Collections.Immutable;
using Federated.Computations.Personalisation;
using Federated.Computations.Worth;
using Federated.Learning.Lifetime;
using Federated.Learning.Metrics;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Value;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Lifetime;

/// <summary>
/// A partner's own models of buying and spending: the likeliest of its rows alone, and a mixture of its parameters' logarithms with the joint ones. They are chosen, and
/// first of all measured, by the likelihood of customers' purchases that no model has seen; where the contract has a label, by the amounts then spent, too.
/// </summary>
internal sealed class LifetimePartners(JobSpec job, LifetimeFields fields, LifetimeModel model) : IPartnerModels<LifetimeFit>
{
    private const double MostSurprise = 1024;
    private const int MixtureSteps = 10;

    public ImmutableArray<WorthMeasure> Measures(TaskState state) =>
    [
        WorthMeasure.UpTo(WorthMetric.Surprise, MostSurprise),
        .. job.Contract.LabelKind == LabelKind.None ? [] : TwoPartPartners.AmountMeasures(model.Typical(state)),
    ];

    public LifetimeFit Joint(TaskState state) => model.Fitted(state);

    public LifetimeFit Read(TaskState state, OwnModel own)
    {
        LifetimeFit local = LifetimeFit.Read(own.Own!);
        return own.JointShare > 0 ? model.Fitted(state).Mixed(local, own.JointShare) : local;
    }

    public (IReadOnlyList<OwnModel> Models, bool MayBeChosen) Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        if (model.Alone(training) is not { } local)
            return ([], false);
        var own = new OwnModel(PersonalKind.Local, 0, local.Write());
        if (Known(validation).Length == 0)
            return ([own], false);
        LifetimeFit joint = model.Fitted(state);
        double best = Enumerable.Range(1, MixtureSteps - 1).Select(step => (double)step / MixtureSteps).MinBy(share => Losses(state, joint.Mixed(local, share), validation).Sum());
        return ([own, new OwnModel(PersonalKind.Interpolated, best, own.Own)], true);
    }

    public double[] Losses(TaskState state, LifetimeFit model, LocalTable rows)
    {
        var buying = new BetaGeometricStatistics(model.Logs[..BetaGeometricModel.ParameterCount]);
        var spending = new GammaGammaStatistics(model.Logs[BetaGeometricModel.ParameterCount..]);
        return [.. Known(rows).Select(row =>
        {
            double before = buying.Loss + spending.Loss;
            buying.Add([fields.Purchases(rows, row)!.Value]);
            if (fields.Spend(rows, row) is { } spend)
                spending.Add([spend]);
            return buying.Loss + spending.Loss - before;
        })];
    }

    public (int Rows, Func<WorthMetric, RowStatistic> Statistics) Measure(TaskState state, LifetimeFit fit, WorthModel which, LocalTable test)
    {
        int[] known = Known(test);
        if (known.Length == 0)
            return (0, _ => _ => double.NaN);
        RowStatistic surprise = RowMean.Of(Losses(state, fit, test));
        if (job.Contract.LabelKind == LabelKind.None)
            return (known.Length, _ => surprise);
        double most = job.Contract.Label!.Maximum;
        LifetimeOutlook?[] customers = [.. model.Customers(fit, test)];

        // A model that expects amounts without bound is held to the largest that the contract accepts.
        double[] expected = [.. known.Select(row => customers[row] is { Value: var value } && value < most ? value : most)];
        var amounts = new AmountScores(expected, [.. known.Select(row => test.Labels[row])], which);
        return (known.Length, metric => metric == WorthMetric.Surprise ? surprise : amounts.Statistic(metric));
    }

    private int[] Known(LocalTable rows) => [.. Enumerable.Range(0, rows.RowCount).Where(row => fields.Purchases(rows, row) is not null)];
}
