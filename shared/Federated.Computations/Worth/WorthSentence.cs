using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.Metrics;

namespace Federated.Computations.Worth;

/// <summary>Says what the chosen model gains over the local one, by the first measure that is known; log loss, which is hard to picture, only where there is no other.</summary>
internal static class WorthSentence
{
    public static string Of(IReadOnlyList<WorthLine> lines, ImmutableArray<WorthMeasure> measures, int rows)
    {
        WorthMeasure? measure = measures.Where(measure => lines.Any(line => line.Metric == measure.Metric)).OrderBy(measure => measure.Metric == WorthMetric.LogLoss).FirstOrDefault();
        string tested = $"{rows.ToString(CultureInfo.InvariantCulture)} test rows";
        if (measure is null)
            return $"There is nothing to compare: your rows alone give no model to measure the joint one against ({tested}).";
        ConfidenceInterval gain = lines.First(line => line.Model == WorthModel.Chosen && line.Metric == measure.Metric).Gain!;
        if (gain.Estimate == 0 && gain.Lower == 0 && gain.Upper == 0)
            return $"Training together gives you nothing here: the model in use predicts as your own does ({tested}).";
        string percent = (gain.Level * 100).ToString("0.#", CultureInfo.InvariantCulture);
        (double good, double bad) = measure.IsHigherBetter ? (gain.Lower, gain.Upper) : (-gain.Upper, -gain.Lower);
        string figures = $"{Signed(gain.Estimate)} {Words(measure.Metric)} over your own rows alone ({percent} % interval {Signed(gain.Lower)} to {Signed(gain.Upper)}, {tested})";
        if (good > 0)
            return measure.IsHigherBetter ? $"Training together gives you {figures}." : $"Training together is better for you, {figures}; less is better.";
        return bad < 0
            ? $"Training together makes it worse for you, {figures}: use your own model."
            : $"Training together makes no difference that your test rows can show: {figures}.";
    }

    private static string Words(WorthMetric metric) => metric switch
    {
        WorthMetric.AreaUnderCurve => "area under the curve",
        WorthMetric.LogLoss => "log loss",
        WorthMetric.Accuracy => "accuracy",
        WorthMetric.LiftAtTenth => "lift of the best tenth",
        WorthMetric.MacroF1 => "macro F1",
        WorthMetric.AbsoluteError => "mean absolute error",
        WorthMetric.RootSquaredError => "root mean squared error",
        WorthMetric.Determination => "share of the variance explained (R²)",
        WorthMetric.Surprise => "surprise per customer (negative log-likelihood)",
        _ => "mean squared distance to the nearest centre",
    };

    // Three decimals, or of large amounts four digits.
    private static string Signed(double value)
        => Math.Abs(value) >= 10 ? value.ToString("+#,##0.0;−#,##0.0", CultureInfo.InvariantCulture) : value.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);
}
