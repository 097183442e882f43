using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;

namespace Federated.Tasks.Tests.Reports;

/// <summary>A report with a section of every kind, of made-up figures.</summary>
internal static class SampleReport
{
    /// <summary>A column name that means harm to whoever pastes it into markup.</summary>
    public const string Hostile = "</script><script>alert(\"1\")</script><img src=x onerror='alert(2)'>&\u202e";

    private static readonly string[] Months = ["month-to-month", "one year", "two year"];

    public static ReportProvenance Provenance { get; } =
        new("Casa Verde", "churn", "churn-9c1f4b7e", 22, "b7f0d3a95c21e86f4d02b8a7719c33e05f6a2d4417bc98e0312fd6a4c05b7e91", 33_310, new DateTimeOffset(2026, 11, 22, 6, 10, 0, TimeSpan.Zero), "0.1.0");

    /// <param name="field">Stands for one of the partner's own column names.</param>
    public static ReportDocument Create(string field = "months as customer") => new(
        "Who may leave in the next 90 days",
        "Your own customers, scored on this machine · job churn-9c1f4b7e",
        "3,331 of your 33,310 customers are in the top tenth. Of held-out customers like them 41 of 100 left; picking at random finds 14 of 100. Learning with the other partners paid for you.",
        [new("At risk (top tenth)", "3,331"), KeyFigure.Of("Better than random, top tenth", 2.93, FigureFormat.Multiple, "likely 2.6 × to 3.2 ×"), KeyFigure.Of("Ranking quality (AUC)", 0.924, FigureFormat.Metric, "0.872 alone"), new("Scored", "today", "model of churn-9c1f4b7e")],
        [.. Sections(field)],
        Provenance);

    private static IEnumerable<ReportSection> Sections(string field)
    {
        yield return Worth();
        yield return QualitySection.Of("Of two customers of whom one leaves, the model gives the leaver the higher score 92 times in a hundred.", [
            new("Ranking quality (AUC)", new(0.924, 0.91, 0.938), FigureFormat.Metric, "How often a leaver is scored above one who stays; 0.5 is guessing."),
            new("Better than random, top tenth (lift)", new(2.93, 2.6, 3.2), FigureFormat.Multiple, "How many times more leavers are in the best-scored tenth."),
            new("Found of all leavers (recall at 10%)", new(0.293, 0.26, 0.32), FigureFormat.Share, "How many of all leavers one reaches by contacting a tenth."),
            new("Error of the chances (Brier)", new(0.087, 0.081, 0.094), FigureFormat.Metric, "Mean squared difference of chance and outcome; lower is better."),
        ]);
        yield return CalibrationSection.Of([.. Enumerable.Range(0, 10).Select(bin => Bin(bin))], 0.018);
        yield return LiftSection.Of("leavers", [new("personalised", Gain(0.36), new(2.93, 2.6, 3.2)), new("your rows alone", Gain(0.52), new(2.31, 2.0, 2.6))]);
        yield return Reasons(field);
        yield return Segments();
        yield return FairnessSection.Of([
            new("region", "north", 1_204, 0.11, 0.44, 0.004), new("region", "south", 980, 0.13, 0.41, -0.012), new("region", "islands", 212, 0.06, 0.29, 0.021),
            new("age group", "18 to 35", 1_022, 0.12, 0.43, 0.002), new("age group", "36 and above", 1_374, 0.10, 0.40, -0.003),
        ], 50, 2);
        yield return Insight(field);
        yield return ScoresSection.Of("chance of leaving", FigureFormat.Share, [.. Enumerable.Range(1, 10).Select(group => new ScoreGroup(group, 3_331, 0.004 * group * group, 0.003 * group * group, 0.0055 * group * group))], 0.154);
        yield return DriftSection.Of([new(field, 0.31, 0.002, 0.004, 0), new("contract kind", 0.12, 0, 0, 0.031), new("monthly charge", 0.04, 0.01, 0.012, 0), new("paperless", 0.008, 0, 0, 0)]);
        yield return BacktestSection.Of(new Backtest(
            new DateTimeOffset(2026, 8, 20, 0, 0, 0, TimeSpan.Zero), "churn-71aa02cd", 31_870, 29_411, 4_120, new(0.903, 0.897, 0.909), new(2.81), 0.021,
            [.. Enumerable.Range(1, 10).Select(group => new ScoreGroup(group, 2_941, 0.0039 * group * group, 0, 0, 0.0043 * group * group))]), "leavers");
        yield return Experience();
        yield return PrivacySection.Of(new PrivacyFigures(22, 2_945, 312_400, 4));
    }

    private static ReportSection Worth() => WorthSection.Of([
        new("Ranking quality (AUC)", FigureFormat.Metric, true, new(0.872, 0.851, 0.893), new(0.917, 0.901, 0.932), new(0.924, 0.91, 0.938), new(0.863, 0.922, 0.925)),
        new("Average precision", FigureFormat.Metric, true, new(0.641, 0.6, 0.68), new(0.73, 0.69, 0.77), new(0.742, 0.70, 0.78), new(0.63, 0.74, 0.741)),
        new("Better than random, top tenth (lift)", FigureFormat.Multiple, true, new(2.31, 2.0, 2.6), new(2.84, 2.5, 3.1), new(2.93, 2.6, 3.2), new(2.3, 2.9, 2.91)),
    ], "personalised", 6_662);

    private static CalibrationBin Bin(int bin)
    {
        double predicted = 0.02 + (0.085 * bin), observed = predicted + (0.03 * Math.Sin(bin));
        return new CalibrationBin(predicted, new Estimate(observed, Math.Max(0, observed - 0.01 - (0.006 * bin)), observed + 0.01 + (0.006 * bin)), 2_400 - (210 * bin));
    }

    private static List<GainPoint> Gain(double power) => [.. Enumerable.Range(0, 21).Select(step => new GainPoint(step / 20.0, Math.Pow(step / 20.0, power)))];

    private static ReportSection Reasons(string field) => ReasonsSection.Of(
        [
            new("What matters most", "AUC lost without it", FigureFormat.Metric, [new(field, 0.081), new("contract kind", 0.064), new("monthly charge", 0.021), new("support calls", 0.017), new("paperless", 0.003), new("payment method", -0.0004)]),
            new("What the trees split by", "share of what all splits gained", FigureFormat.Share, [new(field, 0.41), new("monthly charge", 0.33), new("contract kind", 0.22), new("support calls", 0.04), new("paperless", 0)]),
        ],
        "chance of leaving",
        FigureFormat.Share,
        [
            FieldEffect.OfNumber(field, [Curve("all partners", 0.02), new("yours", [.. Enumerable.Range(0, 15).Select(step => new LinePoint(step * 5, new Estimate(0.08 + (0.33 * Math.Exp(-step / 5.0)))))])]),
            FieldEffect.OfNumber("monthly charge", [Curve("all partners", 0)]),
            FieldEffect.OfCategory("contract kind", Months, [new("all partners", [new(0.31, 0.28, 0.34), new(0.12, 0.1, 0.14), new(0.04, 0.02, 0.06)]), new("yours", [new(0.33), new(0.14), new(0.03)])]),
        ]);

    private static LineSeries Curve(string name, double spread) => new(name, [.. Enumerable.Range(0, 15).Select(step => 0.05 + (0.4 * Math.Exp(-step / 4.0)))
        .Select((mean, step) => new LinePoint(step * 5, spread > 0 ? new Estimate(mean, mean - spread, mean + spread) : new Estimate(mean)))]);

    private static ReportSection Segments()
    {
        SegmentTrait Trait(string name, double deviation) => new(name, FigureText.Of(40 + (12 * deviation), FigureFormat.Number), "40", deviation);
        return SegmentsSection.Of([
            new("Loyal big spenders", 0.21, 0.17, 6_995, [Trait("spend", 1.9), Trait("months as customer", 1.4)]),
            new("New and careful", 0.34, 0.29, 11_325, [Trait("months as customer", -1.2), Trait("spend", -0.6)]),
            new("Lapsing bargain hunters", 0.12, 0.2, 3_997, [Trait("days since last order", 1.8), Trait("discount share", 1.1)]),
            new("Digital regulars", 0.24, 0.22, 7_994, [Trait("app visits", 1.6)]),
            new("Seasonal gift buyers", 0.09, 0.12, 2_999, [Trait("share of December", 2.2)]),
        ], [new(1, 3, 1.1), new(2, 4, 1.4), new(0, 5, 2.6), new(6, 7, 3.8)], [KeyFigure.Of("Silhouette", 0.41, FigureFormat.Metric, "above 0.25: real groups"), KeyFigure.Of("Stability", 0.93, FigureFormat.Share, "of customers keep their segment")]);
    }

    private static ReportSection Insight(string field)
    {
        string[] fields = [field, "monthly charge", "support calls", "app visits", "orders", "returns", "discount share", "days since last order", "spend", "age"];
        return InsightSection.Of(
            [
                new(field, new(0.002, 29.4, 21.1, 11, 26, 47), new(0.01, 32.4, 24.6, 9, 29, 55), [.. Enumerable.Range(0, 12).Select(bin => new HistogramBin(bin * 6, (bin * 6) + 6, 0.15 * Math.Exp(-bin / 6.0), 0.11 * Math.Exp(-bin / 9.0)))]),
                new("monthly charge", new(0.23, 61.2, 30.1, 30, 64, 84), new(0.09, 64.8, 30.4, 36, 70, 90), [.. Enumerable.Range(0, 9).Select(bin => new HistogramBin(18 + (bin * 12), 30 + (bin * 12), 0.07 + (0.1 * Math.Abs(Math.Sin(bin * 1.3))), 0.09 + (0.06 * Math.Abs(Math.Sin(bin)))))]),
                new("returns", new(0, 0.4, 0.9, 0, 0, 1), null, []),
            ],
            [new("contract kind", [.. Months.Select((value, index) => (value, 0.6 - (0.2 * index), index == 2 ? double.NaN : 0.5 - (0.12 * index)))], 0.012)],
            [new("Pearson", fields, [.. fields.Select((_, row) => (IReadOnlyList<double>)[.. fields.Select((_, column) => row == column ? 1 : row + column == 7 ? double.NaN : Math.Sin((row + 1) * (column + 1)))])]),
             new("Spearman", fields[..4], [.. Enumerable.Range(0, 4).Select(row => (IReadOnlyList<double>)[.. Enumerable.Range(0, 4).Select(column => row == column ? 1 : 0.9 * Math.Cos((row + 2) * (column + 2)))])])]);
    }

    private static ReportSection Experience() => ExperienceSection.Of(
        [
            new("all", 4_212, new(31.5, 28.9, 34.1), new(0.78, 0.766, 0.794), 0.52, 0.275, 0.205),
            new("web shop", 2_602, new(38.2, 35, 41.4), new(0.81, 0.794, 0.826), 0.57, 0.242, 0.188),
            new("stores", 1_610, new(20.7, 16.2, 25.2), new(0.73, 0.707, 0.753), 0.44, 0.327, 0.233),
        ],
        [new("all", 40_100, new(24.1, 23.2, 25), new(0.74, 0.736, 0.744), 0.47, 0.301, 0.229)]);
}
