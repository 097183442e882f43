using System.Globalization;
using Federated.Computations.Amounts;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;

namespace Federated.Tasks.Value;

/// <summary>How well amounts were predicted, drawn for a partner: its own held-out customers where it has them, and everybody's.</summary>
internal static class AmountSections
{
    public static IReadOnlyList<ReportSection> Of(AmountQuality joint, AmountQuality? own) => own is { Rows: > 0 }
        ? [Quality("your own", own), .. Tenths("your own customers", own), .. Tenths("all partners' customers", joint)]
        : [Quality("all partners'", joint), .. Tenths("all partners' customers", joint)];

    private static ReportSection Quality(string whose, AmountQuality quality) => QualitySection.Of(
        $"On {whose} held-out customers the prediction is off by {FigureText.Of(quality.MeanAbsoluteError, FigureFormat.Amount)} on average, where the mean amount is {FigureText.Of(quality.MeanActual, FigureFormat.Amount)}.",
        [
            new QualityMetric("order (Gini)", new Estimate(quality.Gini), FigureFormat.Metric, "0 is a blind order of the customers; higher is better."),
            new QualityMetric("share of the best order", new Estimate(quality.ShareOfGini), FigureFormat.Share, "100% would put the customers in the order of what they then spent."),
            new QualityMetric("mean absolute error", new Estimate(quality.MeanAbsoluteError), FigureFormat.Amount, "How far a prediction is off on average."),
            new QualityMetric("root mean squared error", new Estimate(quality.RootMeanSquaredError), FigureFormat.Amount, "The same, large errors counting more."),
            new QualityMetric("mean prediction", new Estimate(quality.MeanPredicted), FigureFormat.Amount, "To be near the mean amount."),
            new QualityMetric("mean amount", new Estimate(quality.MeanActual), FigureFormat.Amount, "What the customers then spent."),
        ]);

    private static IEnumerable<ReportSection> Tenths(string whose, AmountQuality quality)
    {
        if (quality.Tenths.IsEmpty)
            yield break;
        AmountTenth best = quality.Tenths[0];
        string finding = $"The tenth with the highest predictions spent {FigureText.Of(best.Actual, FigureFormat.Amount)} on average, all together {FigureText.Of(quality.MeanActual, FigureFormat.Amount)}.";
        yield return new ReportSection($"What did each tenth of {whose} spend?", finding,
        [
            new ChartBlock(new BarChart(
                $"Amounts by tenths of {whose}", finding, "tenth by prediction", [.. quality.Tenths.Select((_, index) => (index + 1).ToString(CultureInfo.InvariantCulture))], FigureFormat.Amount,
                [new BarSeries("predicted", [.. quality.Tenths.Select(tenth => tenth.Predicted)]), new BarSeries("spent", [.. quality.Tenths.Select(tenth => tenth.Actual)])])),
        ]);
    }
}
