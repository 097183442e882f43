using System.Collections.Immutable;
using Federated.Learning.Forecasting;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Forecast;

/// <summary>What is to come: the largest series as a chart, and totals that add up.</summary>
internal static class OutlookSections
{
    private const int DrawnPeriods = 60, MostDrawn = 2, MostGroups = 12;

    public static IEnumerable<ReportSection> Of(ForecastContext context, ForecastPlan plan, OwnForecasts forecasts)
    {
        if (forecasts.Book.Series.IsEmpty)
            yield break;
        int horizon = plan.Settings.Horizon, last = plan.Cuts[plan.LastCut];
        double[][] ahead = [.. forecasts.Book.Series.Select(series => Enumerable.Range(1, horizon).Select(period => forecasts.Of(series.Name, period, null).Mean).ToArray())];
        double total = ahead.Sum(series => series.Sum());
        int[] largest = [.. Enumerable.Range(0, ahead.Length).OrderByDescending(place => ahead[place].Sum()).Take(MostDrawn)];
        string sentence = $"{FigureText.Of(total, FigureFormat.Number)} are expected over the next {horizon} periods, from {context.Fields.Period.Words(last + 1)} to {context.Fields.Period.Words(last + horizon)}, "
            + $"by the model that is used for you: {ForecastFigures.Words(forecasts.Chosen, context.Job.Model.Kind)}.";
        yield return new ReportSection("What is to come?", sentence,
        [
            .. largest.Select((place, rank) => new ChartBlock(Chart(context, plan, forecasts, forecasts.Book.Series[place], rank))),
            new TableBlock(Totals(context, forecasts.Book, ahead)),
            new TextBlock("Totals are the sums of the forecasts of their series, so they agree with one another. What is planned is taken to stay as it last was; score a table with planned prices to see what they do."),
        ]);
    }

    private static LineChart Chart(ForecastContext context, ForecastPlan plan, OwnForecasts forecasts, SeriesHistory series, int rank)
    {
        int last = plan.Cuts[plan.LastCut], horizon = plan.Settings.Horizon;
        IEnumerable<LinePoint> past = Enumerable.Range(last - DrawnPeriods + 1, DrawnPeriods)
            .Select(period => new LinePoint(period - last, new Estimate(double.IsNaN(series[period]) ? double.NaN : context.Amount(series[period]))));
        LinePoint[] ahead = [.. Enumerable.Range(1, horizon).Select(period => forecasts.Of(series.Name, period, null) is var said
            ? new LinePoint(period, new Estimate(said.Mean, said.Low, said.High)) : default)];
        string name = $"{context.Fields.Words(series.Name)} ({(rank == 0 ? "your largest series" : "the next largest")})";
        string finding = $"{name}: {FigureText.Of(ahead[0].Y.Value, FigureFormat.Number)} next, in four of five cases between {FigureText.Of(ahead[0].Y.Low, FigureFormat.Number)} and {FigureText.Of(ahead[0].Y.High, FigureFormat.Number)}.";
        return new LineChart($"The past and the next {horizon} periods: {name}", finding, new Axis("periods from the last common one", FigureFormat.Count), new Axis("amount"), [new LineSeries("past", [.. past.SkipWhile(point => double.IsNaN(point.Y.Value))]), new LineSeries("forecast", ahead)])
        {
            MustSpan = [0],
        };
    }

    private static ReportTable Totals(ForecastContext context, SeriesBook book, double[][] ahead)
    {
        int fields = context.Fields.Series.Length, horizon = ahead[0].Length;
        // Values that are not declared form a group of their own, the last.
        var hierarchy = new Hierarchy(book.Series.Length, Enumerable.Range(0, fields).Select(field => book.Series
            .Select(series => series.Name.Codes[field] < 0 ? context.Fields.Series[field].Values.Count : series.Name.Codes[field]).ToImmutableArray()));
        double[][] nodes = [.. Enumerable.Range(0, horizon).Select(period => hierarchy.Totals([.. ahead.Select(series => series[period])]))];
        var rows = new List<IReadOnlyList<ReportCell>> { Row("all", nodes, 0) };
        int next = 1;
        for (int field = 0; field < fields; field++)
        {
            int place = field;
            int groups = book.Series.Max(series => series.Name.Codes[place] < 0 ? context.Fields.Series[place].Values.Count : series.Name.Codes[place]) + 1;
            int first = next;
            rows.AddRange(Enumerable.Range(0, groups).Where(group => nodes.Sum(period => period[first + group]) > 0).OrderByDescending(group => nodes.Sum(period => period[first + group])).Take(MostGroups)
                .Select(group => Row($"{context.Fields.Series[place].Name}: {(group < context.Fields.Series[place].Values.Count ? context.Fields.Series[place].Values[group] : "other")}", nodes, first + group)));
            next += groups;
        }

        return new ReportTable("Expected totals", [new ReportColumn("group"), new ReportColumn("next period", FigureFormat.Number), new ReportColumn($"next {horizon} periods", FigureFormat.Number)], rows);
    }

    private static IReadOnlyList<ReportCell> Row(string name, double[][] nodes, int node) => [ReportCell.Of(name), ReportCell.Of(nodes[0][node]), ReportCell.Of(nodes.Sum(period => period[node]))];
}
