using Federated.Computations.Personalisation;
using Federated.Computations.Worth;
using Federated.Learning.Metrics;

namespace Federated.Conformance.Tests.Averaging;

/// <summary>One partner on one split: area under the curve alone, gains in it, and the chosen model's gain in log loss (negative is good), with standard errors, paired of gains.</summary>
internal sealed record PartnerGain(
    int Rows, double Local, double LocalError, double Joint, double Chosen, double ChosenError, double LossGain, double LossError, PersonalKind Kind)
{
    public static PartnerGain Of(WorthTable table, PersonalKind kind, int rows)
    {
        WorthLine Line(WorthModel model, WorthMetric metric) => table.Lines.Single(line => line.Model == model && line.Metric == metric);
        ConfidenceInterval chosen = Line(WorthModel.Chosen, WorthMetric.AreaUnderCurve).Gain!, loss = Line(WorthModel.Chosen, WorthMetric.LogLoss).Gain!;
        ConfidenceInterval local = Line(WorthModel.Local, WorthMetric.AreaUnderCurve).Value;
        return new PartnerGain(
            rows, local.Estimate, Error(local), Line(WorthModel.Joint, WorthMetric.AreaUnderCurve).Gain!.Estimate,
            chosen.Estimate, Error(chosen), loss.Estimate, Error(loss), kind);
    }

    public static string Describe(string name, IReadOnlyList<PartnerGain> seeds)
    {
        double Mean(Func<PartnerGain, double> figure) => seeds.Average(figure);
        int worse = seeds.Count(gain => gain.Chosen < -gain.ChosenError || gain.LossGain > gain.LossError);
        string kinds = string.Join(' ', seeds.CountBy(gain => gain.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Key}×{kind.Value}"));
        return $"{name,-16} {seeds[0].Rows,6}  {Mean(gain => gain.Local):F4} ± {Mean(gain => gain.LocalError):F4}  {Mean(gain => gain.Joint),8:+0.0000;-0.0000} "
            + $"{Mean(gain => gain.Chosen),8:+0.0000;-0.0000} ± {Mean(gain => gain.ChosenError):F4}   {Mean(gain => gain.LossGain),8:+0.0000;-0.0000} ± {Mean(gain => gain.LossError):F4}   {worse,6} of {seeds.Count}   {kinds}";
    }

    private static double Error(ConfidenceInterval interval) => (interval.Upper - interval.Lower) / (2 * 1.96);
}
