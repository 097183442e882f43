using System.Globalization;
using Federated.Learning.Metrics;

namespace Federated.Computations.Worth;

/// <summary>Says what the chosen model gains over the local one, by the area under the curve, or by accuracy where there is none.</summary>
internal static class WorthSentence
{
    public static string Of(IReadOnlyList<WorthLine> lines, int rows)
    {
        WorthLine line = lines.Where(line => line.Model == WorthModel.Chosen && line.Metric is WorthMetric.AreaUnderCurve or WorthMetric.Accuracy)
            .MinBy(line => line.Metric)!;
        string metric = line.Metric == WorthMetric.AreaUnderCurve ? "area under the curve" : "accuracy";
        ConfidenceInterval gain = line.Gain!;
        string percent = (gain.Level * 100).ToString("0.#", CultureInfo.InvariantCulture);
        string figures = $"{Signed(gain.Estimate)} {metric} over your own rows alone ({percent} % interval {Signed(gain.Lower)} to {Signed(gain.Upper)}, "
            + $"{rows.ToString(CultureInfo.InvariantCulture)} test rows)";
        if (gain.Estimate == 0 && gain.Lower == 0 && gain.Upper == 0)
            return $"Training together gives you nothing here: the model in use predicts as your own does ({rows.ToString(CultureInfo.InvariantCulture)} test rows).";
        if (gain.Lower > 0)
            return $"Training together gives you {figures}.";
        return gain.Upper < 0
            ? $"Training together makes it worse for you, {figures}: use your own model."
            : $"Training together makes no difference that your test rows can show: {figures}.";
    }

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);
}
