using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Personalisation;
using Federated.Computations.Worth;
using Federated.Learning.Linear;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Averaging;

/// <summary>
/// Natural silos: no partner of 300 rows or more is left worse than alone by more than one standard error, in the mean over splits: of the local model's area under
/// the curve, as bootstrap samples of the test rows tell it, and of the paired difference in log loss, by which the model is chosen. The joint model is the
/// exact one (logistic regression of everybody's training rows), the personal ones are pulled towards it or mixed with the partner's own.
/// </summary>
public sealed class PersonalOnRealSilosTests(ITestOutputHelper output)
{
    private const int FewestRows = 300;
    private const int Seeds = 5;

    [SiloDataFact]
    public void Choice_TelcoChurnByContract_LeavesNobodyWorseThanAlone() => AssertNobodyLoses(SiloTable.TelcoByContract());

    [SiloDataFact]
    public void Choice_BankMarketingByJob_LeavesNobodyWorseThanAlone() => AssertNobodyLoses(SiloTable.BankByJob());

    private void AssertNobodyLoses(SiloTable table)
    {
        var gains = new Dictionary<string, List<PartnerGain>>();
        var consortium = new List<WorthResult>();
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            IReadOnlyList<Silo> silos = table.Split(seed);
            LinearModel joint = Joint(silos);
            var partners = new List<PartnerWorth>();
            foreach (Silo silo in silos)
            {
                (WorthTable worth, PersonalKind kind) = Personalise(silo, joint, seed);
                partners.Add(worth.Worth);
                if (silo.Rows >= FewestRows && worth.Lines.Any(line => line.Metric == WorthMetric.AreaUnderCurve))
                    (gains.TryGetValue(silo.Name, out List<PartnerGain>? known) ? known : gains[silo.Name] = []).Add(PartnerGain.Of(worth, kind, silo.Rows));
            }

            consortium.Add(Mean(partners));
        }

        output.WriteLine($"{"partner",-16} {"rows",6}  local AUC ± 1 SE   gain in AUC: joint, chosen ± paired SE   gain in log loss   worse by a paired SE   kinds");
        foreach ((string name, List<PartnerGain> seeds) in gains)
            output.WriteLine(PartnerGain.Describe(name, seeds));
        double Over(Func<WorthResult, double> figure) => consortium.Average(figure);
        output.WriteLine($"All partners, mean gain in AUC: joint {Over(result => result.GainOf(WorthModel.Joint, WorthMetric.AreaUnderCurve)!.Mean):+0.0000;-0.0000}, "
            + $"chosen {Over(result => result.GainOf(WorthModel.Chosen, WorthMetric.AreaUnderCurve)!.Mean):+0.0000;-0.0000}");
        foreach ((string name, List<PartnerGain> seeds) in gains)
        {
            Assert.True(seeds.Average(gain => gain.Chosen + gain.LocalError) >= 0, $"{name} loses area under the curve");
            Assert.True(seeds.Average(gain => gain.LossGain - gain.LossError) <= 0, $"{name} loses in log loss");
        }
    }

    private static (WorthTable Worth, PersonalKind Kind) Personalise(Silo silo, LinearModel joint, ulong seed)
    {
        var rows = new PersonalRows(silo.Training, silo.Validation);
        ImmutableArray<double> shared = [.. joint.Weights, joint.Intercept], own = Coefficients(silo.Training.Features.Span, silo.Training.Labels.Span, silo.Training.Columns);
        var regression = new PulledRegression(RegressionFamily.Logistic, shared);
        ImmutableArray<double> pulled = regression.Fit(silo.Training, PenaltyChoice.Choose(regression, rows, seed, [10, 100, 1_000], folds: 2));
        float[] Logits(ImmutableArray<double> coefficients, ReadOnlyMemory<float> features) => regression.Scores(coefficients, features.Span);
        double share = Interpolation.Choose(
            Logits(shared, silo.Validation.Features), Logits(own, silo.Validation.Features), silo.Validation, regression.Loss, 10);
        var models = new Dictionary<PersonalKind, ImmutableArray<double>>
        {
            [PersonalKind.Joint] = shared,
            [PersonalKind.Local] = own,
            [PersonalKind.Ditto] = pulled,
            [PersonalKind.Interpolated] = [.. shared.Zip(own, (ours, mine) => (share * ours) + ((1 - share) * mine))],
        };
        PersonalChoice choice = PersonalChoice.Of([.. models.Select(
            model => PersonalCandidate.Of(model.Key, Logits(model.Value, silo.Validation.Features), silo.Validation, regression.Loss))]);
        PersonalKind personal = choice.Scores.First(score => score.Kind is PersonalKind.Ditto or PersonalKind.Interpolated).Kind;
        var logits = new Dictionary<WorthModel, float[]>
        {
            [WorthModel.Local] = Logits(own, silo.Test.Features),
            [WorthModel.Joint] = Logits(shared, silo.Test.Features),
            [WorthModel.Personalised] = Logits(models[personal], silo.Test.Features),
            [WorthModel.Chosen] = Logits(models[choice.Kind], silo.Test.Features),
        };
        return (WorthTable.Of(silo.Test.Labels.Span, logits, seed, resamples: 50), choice.Kind);
    }

    private static LinearModel Joint(IReadOnlyList<Silo> silos)
    {
        LogisticNewton newton = LogisticNewton.Start(silos[0].Training.Columns);
        while (!newton.Finished)
        {
            var sum = new LogisticStatistics(newton.Parameters);
            foreach (Silo silo in silos)
                sum.Add(silo.Training.Features.Span, silo.Training.Labels.Span);
            newton = newton.Next(sum);
        }

        return new LinearModel(newton.Parameters[..newton.Columns], newton.Parameters[newton.Columns]);
    }

    private static ImmutableArray<double> Coefficients(ReadOnlySpan<float> features, ReadOnlySpan<float> labels, int columns)
    {
        LinearModel model = LogisticRegression.Fit(features, labels, columns);
        return [.. model.Weights, model.Intercept];
    }

    private static WorthResult Mean(List<PartnerWorth> partners)
    {
        var computation = new FederatedWorth();
        WorthState state = new WorthRequested();
        var values = new double[computation.Specify(state).Length];
        foreach (PartnerWorth partner in partners)
        {
            var contribution = new Contribution(computation.Specify(state));
            computation.Contribute(state, partner, contribution);
            for (int index = 0; index < values.Length; index++)
                values[index] += contribution.Values[index];
        }

        return ((WorthComputed)computation.Apply(state, new SecureSum(values, partners.Count, partners.Count))).Result;
    }
}
