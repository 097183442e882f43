using Federated.Computations.Forecasting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Forecast;

/// <summary>How good forecasts were after the test cuts, and whether the joint model is worth it.</summary>
internal static class BacktestSections
{
    public static IEnumerable<ReportSection> Of(ForecastContext context, BacktestResult joint, BacktestResult? own, CandidateKind chosen, ModelKind model)
    {
        yield return Worth(joint, own, chosen, model);
        string finding = $"Of all partners' amounts {FigureText.Of(joint.Models[(int)CandidateKind.Joint].Coverage, FigureFormat.Share)} fell within the band that was to hold 80%.";
        double[] places = [.. Enumerable.Range(1, joint.Ahead.Length).Select(ahead => (double)ahead)];
        yield return new ReportSection("Can the bands be trusted?", finding,
        [
            new ChartBlock(new LineChart("Share of amounts within the band, by periods ahead", finding, new Axis("periods ahead", FigureFormat.Count), new Axis("share within", FigureFormat.Share),
            [
                new LineSeries("within", [.. joint.Ahead.Select((each, index) => new LinePoint(places[index], new Estimate(each.Coverage)))]), new LineSeries("meant", [.. places.Select(place => new LinePoint(place, new Estimate(0.8)))], IsReference: true),
            ])
            {
                MustSpan = [0, 1],
            }),
            new ChartBlock(new LineChart("Absolute error as a share of sales, by periods ahead", "The further ahead, the less is known.", new Axis("periods ahead", FigureFormat.Count), new Axis("error", FigureFormat.Share),
                [new LineSeries("joint", [.. joint.Ahead.Select((each, index) => new LinePoint(places[index], new Estimate(each.WeightedPercentageError)))])])
            {
                MustSpan = [0],
            }),
            new TextBlock($"Measured on {FigureText.Of(joint.Rows, FigureFormat.Count)} forecasts of all partners after {context.Settings.Tests} cut(s), a horizon of {context.Settings.Horizon} periods after each; models see nothing after their cut but what was planned. Bands come from errors after earlier cuts."),
        ]);
    }

    private static ReportSection Worth(BacktestResult joint, BacktestResult? own, CandidateKind chosen, ModelKind model)
    {
        BacktestResult shown = own ?? joint;
        double together = shown.Models[(int)CandidateKind.Joint].WeightedPercentageError, alone = shown.Models[(int)CandidateKind.Own].WeightedPercentageError, naive = shown.Models[(int)CandidateKind.Naive].WeightedPercentageError;
        string whose = own is null ? "Over all partners" : "On your series";
        string verdict = together < alone ? "learning together pays" : "learning together did no better than your series alone";
        string sentence = $"{whose} {verdict}: off by {FigureText.Of(together, FigureFormat.Share)} of sales jointly, {FigureText.Of(alone, FigureFormat.Share)} by the same model of one partner alone, {FigureText.Of(naive, FigureFormat.Share)} by the seasonal naive forecast.";
        CandidateKind[] kinds = [.. Enum.GetValues<CandidateKind>().Where(kind => model != ModelKind.Linear || kind != CandidateKind.Linear)];
        var blocks = new List<ReportBlock>();
        if (own is not null)
            blocks.Add(new TableBlock(Table("Models compared on your series", own, kinds, model)));
        blocks.Add(new TableBlock(Table("Models compared on all partners' series", joint, kinds, model)));
        blocks.Add(new ChartBlock(new BarChart(
            "Absolute error as a share of sales", sentence, "model", [.. kinds.Select(kind => ForecastFigures.Words(kind, model))], FigureFormat.Share,
            [.. own is null ? [] : new[] { Bars("your series", own, kinds) }, Bars("all partners", joint, kinds)])));
        blocks.Add(new TextBlock($"Your forecasts come from: {ForecastFigures.Words(chosen, model)}, by what came after the cuts before those of the test; another model than the joint one has to be better by more than one standard error. {joint.Models[(int)CandidateKind.Joint].Partners} of {joint.Models[^1].Partners} partners use the {ForecastFigures.WordsOf(model)}."));
        return new ReportSection("Is it worth it?", sentence, blocks);
    }

    private static BarSeries Bars(string name, BacktestResult result, CandidateKind[] kinds) => new(name, [.. kinds.Select(kind => result.Models[(int)kind].WeightedPercentageError)]);

    private static ReportTable Table(string caption, BacktestResult result, CandidateKind[] kinds, ModelKind model) => new(
        caption,
        [
            new("model"), new("WAPE", FigureFormat.Share), new("MASE", FigureFormat.Metric), new("MAE", FigureFormat.Number), new("RMSE", FigureFormat.Number), new("R²", FigureFormat.Metric), new("R² of log", FigureFormat.Metric),
            new("pinball", FigureFormat.Number), new("within 80% band", FigureFormat.Share),
        ],
        [.. kinds.Select(kind => Row(ForecastFigures.Words(kind, model), result.Models[(int)kind])), Row("each partner's choice", result.Models[^1])]);

    private static IReadOnlyList<ReportCell> Row(string name, ForecastQuality quality) =>
    [
        ReportCell.Of(name), ReportCell.Of(quality.WeightedPercentageError), ReportCell.Of(quality.ScaledError), ReportCell.Of(quality.MeanAbsoluteError), ReportCell.Of(quality.RootMeanSquaredError), ReportCell.Of(quality.RSquared),
        ReportCell.Of(quality.LogRSquared), ReportCell.Of(quality.Pinball), ReportCell.Of(quality.Coverage),
    ];
}
