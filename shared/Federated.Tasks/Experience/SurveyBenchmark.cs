using System.Collections.Immutable;
using Federated.Computations.Experience;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Sections;
using SurveyFigures = Federated.Computations.Experience.ExperienceFigures;

namespace Federated.Tasks.Experience;

/// <summary>
/// What taking part in a survey is worth. Nothing is predicted, so there is no model to choose: a partner gets a benchmark that it has no other way to, and learns
/// where its own answers lie against it, as far as they can tell.
/// </summary>
internal static class SurveyBenchmark
{
    /// <param name="request">What was asked.</param>
    /// <param name="joint">Everybody's answers.</param>
    /// <param name="own">The partner's, of the same request.</param>
    /// <returns>Null when the partner has no answers.</returns>
    public static ReportSection? Of(ExperienceRequest request, ExperienceResult joint, ExperienceResult own)
    {
        bool isPromoters = request.Kind == SurveyKind.NetPromoters;
        FigureFormat format = isPromoters ? FigureFormat.Balance : FigureFormat.Share;
        double unit = isPromoters ? 100 : 1;
        Estimate? Score(ImmutableArray<long>? counts) => counts is { } known && SurveyFigures.Of(request, known) is { } figures
            ? new Estimate(figures.Score.Estimate * unit, figures.Score.Lower * unit, figures.Score.Upper * unit)
            : null;
        if (Score(own.Groups.Total) is not { } mine || Score(joint.Groups.Total) is not { } all)
            return null;
        var rows = new List<IReadOnlyList<ReportCell>>();
        void Add(string name, Estimate? yours, Estimate? everybodys)
        {
            if (yours is { } left && everybodys is { } right)
                rows.Add([ReportCell.Of(name), ReportCell.Of(left, CellTone.Plain, format), ReportCell.Of(right, CellTone.Plain, format), ReportCell.Of(Verdict(left, right), Tone(left, right))]);
        }

        Add("all", mine, all);
        for (int group = 0; group < request.Groups.Length; group++)
            Add(request.Groups[group], Score(own.Groups.Row(group)), Score(joint.Groups.Row(group)));
        string score = isPromoters ? "net promoter score" : "share of satisfied customers";
        string sentence = $"Training together gives you a benchmark: your {score} of {FigureText.Of(mine, format)} is {Verdict(mine, all)} that of all partners, {FigureText.Of(all, format)}.";
        return new ReportSection("Is it worth it?", sentence,
        [
            new TableBlock(new ReportTable("Your answers against the benchmark", [new ReportColumn("group"), new ReportColumn("your rows alone", format), new ReportColumn("all partners", format), new ReportColumn("yours are")], rows)),
            new TextBlock("Nothing is predicted here, so there is no model to choose: counts of your own answers are yours with or without the others. What the others add are the second column and its interval. Intervals hold 95%; yours are above or below only where the two do not overlap."),
        ]);
    }

    private static string Verdict(Estimate own, Estimate all) => own.Low > all.High ? "above" : own.High < all.Low ? "below" : "not to be told from";

    private static CellTone Tone(Estimate own, Estimate all) => own.Low > all.High ? CellTone.Good : CellTone.Plain;
}
