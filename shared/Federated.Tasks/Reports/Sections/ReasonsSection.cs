using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>What the model goes by.</summary>
public static class ReasonsSection
{
    private const int MostBars = 12;

    /// <param name="measures">How much each field matters, by one measure or several; the first one decides the sentence. Of each the twelve greatest are shown.</param>
    /// <param name="prediction">What is predicted: "chance of leaving".</param>
    /// <param name="format">How it is written.</param>
    /// <param name="effects">The most telling first.</param>
    public static ReportSection Of(IReadOnlyList<ImportanceMeasure> measures, string prediction, FigureFormat format, IReadOnlyList<FieldEffect> effects)
    {
        var first = measures.Count == 0 ? [] : Ranked(measures[0]);
        var sentence = first.Length == 0 ? "Nothing is known about what the model goes by." : $"The model goes mostly by {string.Join(", ", first.Take(3).Select(field => field.Field))}.";
        List<ReportBlock> blocks =
        [
            .. measures.Select(measure => new ChartBlock(Bars(measure))),
            .. effects.Select(effect => new ChartBlock(effect.Lines.Count > 0 ? Curve(effect, prediction, format) : Values(effect, prediction, format))),
            new NoteBlock("A reason is what the model goes by, not what causes the behaviour: changing the field need not change the customer."),
        ];
        return new ReportSection("What does the model go by?", sentence, blocks);
    }

    private static FieldImportance[] Ranked(ImportanceMeasure measure) =>
        [.. measure.Fields.OrderByDescending(field => double.IsFinite(field.Importance) ? field.Importance : double.NegativeInfinity).ThenBy(field => field.Field, StringComparer.Ordinal).Take(MostBars)];

    private static BarChart Bars(ImportanceMeasure measure)
    {
        var ranked = Ranked(measure);
        var names = string.Join(", ", ranked.Take(3).Select(field => $"{field.Field} ({FigureText.Of(field.Importance, measure.Format)})"));
        return new BarChart(measure.Title, $"In order: {names}.", "field", [.. ranked.Select(field => field.Field)], measure.Format, [new BarSeries(measure.Measure, [.. ranked.Select(field => field.Importance)])]);
    }

    private static LineChart Curve(FieldEffect effect, string prediction, FigureFormat format)
    {
        var points = effect.Lines[0].Points;
        var finding = points.Count == 0 ? "Nothing is known about it." : $"{Course(points, format)} ({effect.Lines[0].Name}).";
        return new LineChart(TitleOf(effect, prediction), finding, new Axis(effect.Field), new Axis(prediction, format), effect.Lines);
    }

    private static string Course(IReadOnlyList<LinePoint> points, FigureFormat format)
    {
        string At(LinePoint point) => $"{FigureText.Of(point.Y.Value, format)} at {FigureText.Of(point.X, FigureFormat.Number)}";
        var (lowest, highest) = (points.MinBy(point => point.Y.Value), points.MaxBy(point => point.Y.Value));
        var isFromEndToEnd = (lowest.Y, highest.Y) == (points[0].Y, points[^1].Y) || (highest.Y, lowest.Y) == (points[0].Y, points[^1].Y);
        return isFromEndToEnd ? $"From {At(points[0])} to {At(points[^1])}" : $"Lowest with {At(lowest)}, highest with {At(highest)}";
    }

    private static IntervalChart Values(FieldEffect effect, string prediction, FigureFormat format)
    {
        var values = effect.Values.Zip(effect.Dots[0].Values, (value, estimate) => (Value: value, Prediction: estimate.Value)).ToArray();
        var (lowest, highest) = (values.MinBy(each => each.Prediction), values.MaxBy(each => each.Prediction));
        var finding = $"Lowest for {lowest.Value} ({FigureText.Of(lowest.Prediction, format)}), highest for {highest.Value} ({FigureText.Of(highest.Prediction, format)}; {effect.Dots[0].Name}).";
        return new IntervalChart(TitleOf(effect, prediction), finding, effect.Field, effect.Values, new Axis(prediction, format), effect.Dots);
    }

    private static string TitleOf(FieldEffect effect, string prediction) => $"{effect.Field} and the {prediction}";
}
