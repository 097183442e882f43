using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations.Experience;
using Federated.Learning.Metrics;
using Federated.Tasks.Reports;

namespace Federated.Tasks.Experience;

/// <summary>What people are told of a survey. Net promoters are given from −100 to 100, satisfaction as a share.</summary>
internal static class SurveyReport
{
    /// <summary>The score in the unit of the report.</summary>
    public static double Score(ExperienceRequest request, ImmutableArray<long>? counts)
        => counts is { } known && ExperienceFigures.Of(request, known) is { } figures ? figures.Score.Estimate * UnitOf(request) : double.NaN;

    public static string Headline(ExperienceRequest request, ExperienceResult result)
    {
        if (ExperienceFigures.Of(request, result.Groups.Total) is not { } all)
            return "no answers";
        ConfidenceInterval score = all.Score;
        return request.Kind == SurveyKind.NetPromoters
            ? string.Create(CultureInfo.InvariantCulture, $"NPS {100 * score.Estimate:+0.0;-0.0;0.0} ({100 * score.Lower:+0.0;-0.0;0.0} to {100 * score.Upper:+0.0;-0.0;0.0}) of {all.Answers:N0} answers")
            : string.Create(CultureInfo.InvariantCulture, $"CSAT {100 * score.Estimate:0.0} % ({100 * score.Lower:0.0} to {100 * score.Upper:0.0}) of {all.Answers:N0} answers, mean {all.Mean.Estimate:0.00}");
    }

    /// <summary>What stands at the head of the page: the score with its interval, the mean answer, and of how many.</summary>
    public static IReadOnlyList<KeyFigure> Key(ExperienceRequest request, ExperienceResult result)
    {
        if (ExperienceFigures.Of(request, result.Groups.Total) is not { } all)
            return [];
        (string title, FigureFormat format) = request.Kind == SurveyKind.NetPromoters ? ("Net promoters, all partners", FigureFormat.Balance) : ("Satisfied, all partners", FigureFormat.Share);
        double unit = UnitOf(request);
        return
        [
            KeyFigure.Of(title, all.Score.Estimate * unit, format),
            new KeyFigure("95 % interval", $"{FigureText.Of(all.Score.Lower * unit, format)} to {FigureText.Of(all.Score.Upper * unit, format)}"),
            KeyFigure.Of("Mean answer", all.Mean.Estimate, FigureFormat.Number),
            KeyFigure.Of("Answers", all.Answers, FigureFormat.Count),
        ];
    }

    /// <summary>All answers, periods, trend and drivers.</summary>
    public static IEnumerable<TaskFigure> Overall(ExperienceRequest request, ExperienceResult result) =>
    [
        .. Of("", "", request, result.Groups.Total),
        .. Trend(result.Periods),
        .. Enumerable.Range(0, request.Periods.Length).SelectMany(period => Of(Numbered("period", period), $"{request.Periods[period]}: ", request, result.Periods.Row(period))),
        .. request.Drivers.Select((driver, index) => new TaskFigure(Numbered("driver", index) + "correlation", $"{driver}: correlation with the answer", result.Correlations[index])),
    ];

    /// <summary>The groups of one field.</summary>
    public static IEnumerable<TaskFigure> Groups(string field, int place, ExperienceRequest request, ExperienceResult result) =>
        Enumerable.Range(0, request.Groups.Length).SelectMany(group => Of(
            string.Create(CultureInfo.InvariantCulture, $"field_{place + 1}_") + Numbered("group", group), $"{field} {request.Groups[group]}: ", request, result.Groups.Row(group)));

    private static double UnitOf(ExperienceRequest request) => request.Kind == SurveyKind.NetPromoters ? 100 : 1;

    private static IEnumerable<TaskFigure> Of(string prefix, string words, ExperienceRequest request, ImmutableArray<long>? counts)
    {
        if (counts is not { } known || ExperienceFigures.Of(request, known) is not { } figures)
            yield break;
        (string name, string title) = request.Kind == SurveyKind.NetPromoters ? ("nps", "NPS") : ("csat", "CSAT");
        double unit = UnitOf(request);
        yield return new TaskFigure(prefix + name, words + title, figures.Score.Estimate * unit);
        yield return new TaskFigure($"{prefix}{name}_lower", $"{words}{title}, lower end of 95 %", figures.Score.Lower * unit);
        yield return new TaskFigure($"{prefix}{name}_upper", $"{words}{title}, upper end of 95 %", figures.Score.Upper * unit);
        yield return new TaskFigure(prefix + "mean", words + "mean answer", figures.Mean.Estimate);
        yield return new TaskFigure(prefix + "mean_lower", words + "mean answer, lower end of 95 %", figures.Mean.Lower);
        yield return new TaskFigure(prefix + "mean_upper", words + "mean answer, upper end of 95 %", figures.Mean.Upper);
        yield return new TaskFigure(prefix + "answers", words + "answers", figures.Answers);
    }

    private static IEnumerable<TaskFigure> Trend(AnswerTable periods) => ExperienceFigures.Trend(periods) is not { } trend ? [] :
    [
        new TaskFigure("trend", "change of the mean answer a period", trend.Estimate),
        new TaskFigure("trend_lower", "change of the mean answer a period, lower end of 95 %", trend.Lower),
        new TaskFigure("trend_upper", "change of the mean answer a period, upper end of 95 %", trend.Upper),
    ];

    private static string Numbered(string word, int index) => string.Create(CultureInfo.InvariantCulture, $"{word}_{index + 1}_");
}
