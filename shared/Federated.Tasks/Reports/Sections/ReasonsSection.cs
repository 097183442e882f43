using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>What the model goes by.</summary>
public static class ReasonsSection
{
    private const int MostBars = 12;

    /// <param name="importance">In any order; the twelve greatest are shown.</param>
    /// <param name="measure">What the importance is, with its unit: "AUC lost without it".</param>
    /// <param name="importanceFormat">How it is written.</param>
    /// <param name="prediction">What is predicted: "chance of leaving".</param>
    /// <param name="predictionFormat">How it is written.</param>
    /// <param name="effects">The most telling first.</param>
    public static ReportSection Of(
        IReadOnlyList<FieldImportance> importance, string measure, FigureFormat importanceFormat, string prediction, FigureFormat predictionFormat, IReadOnlyList<FieldEffect> effects)
    {
        var ranked = importance.OrderByDescending(field => double.IsFinite(field.Importance) ? field.Importance : double.NegativeInfinity).ThenBy(field => field.Field, StringComparer.Ordinal).Take(MostBars).ToArray();
        var names = string.Join(", ", ranked.Take(3).Select(field => $"{field.Field} ({FigureText.Of(field.Importance, importanceFormat)})"));
        var sentence = ranked.Length == 0 ? "Nothing is known about what the model goes by." : $"The model goes mostly by {string.Join(", ", ranked.Take(3).Select(field => field.Field))}.";
        List<ReportBlock> blocks =
        [
            new ChartBlock(new BarChart("What matters most", $"In order: {names}.", "field", [.. ranked.Select(field => field.Field)], importanceFormat, [new BarSeries(measure, [.. ranked.Select(field => field.Importance)])])),
            .. effects.Select(effect => new ChartBlock(Effect(effect, prediction, predictionFormat))),
            new NoteBlock("A reason is what the model goes by, not what causes the behaviour: changing the field need not change the customer."),
        ];
        return new ReportSection("What does the model go by?", sentence, blocks);
    }

    private static Chart Effect(FieldEffect effect, string prediction, FigureFormat format)
    {
        var title = $"{effect.Field} and the {prediction}";
        if (effect.Categories.Count > 0)
        {
            var (lowest, highest) = (effect.Categories.MinBy(each => each.Prediction.Value), effect.Categories.MaxBy(each => each.Prediction.Value));
            return new IntervalChart(
                title, $"Lowest for {lowest.Value} ({FigureText.Of(lowest.Prediction.Value, format)}), highest for {highest.Value} ({FigureText.Of(highest.Prediction.Value, format)}).", effect.Field,
                [.. effect.Categories.Select(each => each.Value)], new Axis(prediction, format), [new IntervalSeries(prediction, [.. effect.Categories.Select(each => each.Prediction)])]);
        }

        var finding = effect.Points.Count == 0 ? "Nothing is known about it."
            : $"From {FigureText.Of(effect.Points[0].Y.Value, format)} at {FigureText.Of(effect.Points[0].X, FigureFormat.Number)} to {FigureText.Of(effect.Points[^1].Y.Value, format)} at {FigureText.Of(effect.Points[^1].X, FigureFormat.Number)}.";
        return new LineChart(title, finding, new Axis(effect.Field), new Axis(prediction, format), [new LineSeries("mean", effect.Points)]);
    }
}
