using System.Collections.Immutable;
using Federated.Computations.Experience;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;
using GroupFigures = Federated.Tasks.Reports.Sections.ExperienceFigures;
using SurveyFigures = Federated.Computations.Experience.ExperienceFigures;

namespace Federated.Tasks.Experience;

/// <summary>A survey drawn for a partner: its own answers beside everybody's by group, then everybody's by period and by what goes along with the answer.</summary>
internal static class SurveySections
{
    /// <summary>One group field's answers.</summary>
    public static ReportSection Groups(ExperienceRequest request, ExperienceResult joint, ExperienceResult? own)
        => own is null ? Table(Figures(request, joint)) : ExperienceSection.Of(Figures(request, own), Figures(request, joint));

    /// <summary>Periods and drivers, where there are any.</summary>
    public static IEnumerable<ReportSection> Course(ExperienceRequest request, ExperienceResult joint)
    {
        LinePoint[] points = [.. Enumerable.Range(0, request.Periods.Length).Select(period => new LinePoint(period + 1, joint.Periods.Row(period) is { } counts && SurveyFigures.Of(request, counts) is { } figures
            ? Estimate.Of(figures.Mean) : new Estimate(double.NaN)))];
        if (SurveyFigures.Trend(joint.Periods) is { } trend)
        {
            string finding = $"From {request.Periods[0]} to {request.Periods[^1]} the mean answer of all partners' customers changed by {FigureText.Of(trend.Estimate, FigureFormat.Difference)} a period.";
            yield return new ReportSection("Does it get better?", finding,
                [new ChartBlock(new LineChart("Mean answer by period", finding, new Axis("period, the oldest first", FigureFormat.Count), new Axis("mean answer with its 95% interval"), [new LineSeries("all partners", points)]))]);
        }

        if (request.Drivers.Length == 0)
            yield break;
        int strongest = Enumerable.Range(0, request.Drivers.Length).MaxBy(driver => double.IsNaN(joint.Correlations[driver]) ? -1 : Math.Abs(joint.Correlations[driver]));
        string link = $"{request.Drivers[strongest]} goes along with the answer most, with a correlation of {FigureText.Of(joint.Correlations[strongest], FigureFormat.Difference)}; that says nothing yet about causes.";
        yield return new ReportSection("What goes along with it?", link,
            [new ChartBlock(new BarChart("Correlation with the answer", link, "field", request.Drivers, FigureFormat.Difference, [new BarSeries("all partners", joint.Correlations)]))]);
    }

    private static ReportSection Table(IReadOnlyList<GroupFigures> joint) => new("How do customers feel?", "The answers of all partners' customers.",
    [
        new TableBlock(new ReportTable(
            "All partners", [new ReportColumn("group"), new ReportColumn("score"), new ReportColumn("answers", FigureFormat.Count)],
            [.. joint.Select(group => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(group.Group),
                double.IsNaN(group.NetPromoter.Value) ? ReportCell.Of(group.Satisfied, CellTone.Plain, FigureFormat.Share) : ReportCell.Of(group.NetPromoter, CellTone.Plain, FigureFormat.Balance),
                ReportCell.Of(group.Answers),
            ])])),
    ]);

    private static List<GroupFigures> Figures(ExperienceRequest request, ExperienceResult result)
    {
        var figures = new List<GroupFigures>();
        void Add(string name, ImmutableArray<long>? counts)
        {
            if (counts is { } known && SurveyFigures.Of(request, known) is { } group)
                figures.Add(Of(request, name, known, group));
        }

        Add("all", result.Groups.Total);
        for (int group = 0; group < request.Groups.Length; group++)
            Add(request.Groups[group], result.Groups.Row(group));
        return figures;
    }

    private static GroupFigures Of(ExperienceRequest request, string name, ImmutableArray<long> counts, SurveyFigures figures)
    {
        var absent = new Estimate(double.NaN);
        if (request.Kind == SurveyKind.Satisfaction)
            return new GroupFigures(name, figures.Answers, absent, Estimate.Of(figures.Score), double.NaN, double.NaN, double.NaN);
        double promoters = (double)counts.TakeLast(2).Sum() / figures.Answers, detractors = (double)counts.Take(7).Sum() / figures.Answers;
        var score = new Estimate(100 * figures.Score.Estimate, 100 * figures.Score.Lower, 100 * figures.Score.Upper);
        return new GroupFigures(name, figures.Answers, score, absent, promoters, 1 - promoters - detractors, detractors);
    }
}
