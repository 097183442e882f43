using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations.Uplift;
using Federated.Learning.Linear;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Uplift;

/// <summary>A campaign drawn for a partner.</summary>
internal static class UpliftSections
{
    private const int MostDrivers = 12, Groups = 5;

    public static IEnumerable<ReportSection> Of(UpliftFindings findings, TrialMoments? own, FeaturePlan plan, LinearModel effect, ImmutableArray<double> errors, IReadOnlyList<(string Field, double Share)> gains)
    {
        yield return Effect(findings, own);
        yield return Balance(findings);
        yield return Curve(findings);
        yield return Fifths(findings);
        if (findings.HasSignal)
            yield return gains.Count > 0 ? Splits(gains) : Drivers(findings, plan, effect, errors);
        yield return HowMany(findings);
        if (findings.Choice.Length > 0)
            yield return Learners(findings);
    }

    private static ReportSection Effect(UpliftFindings findings, TrialMoments? own)
    {
        var rows = new List<(string Name, Estimate Value)>
        {
            ("adjusted", findings.Effect), ("within partners", findings.WithinPartners), ("all rows together", findings.Difference),
        };
        if (own is not null)
            rows.Add(("your customers", findings.Of(own.Difference.Effect, own.Difference.Error)));
        bool isSure = findings.Effect is { Low: > 0 } or { High: < 0 };
        string finding = $"The contact changes the {(findings.IsShare ? "share of responses" : "mean response")} by {FigureText.Of(findings.Effect, findings.Format)}; {(isSure ? "chance alone does not explain that" : "that may well be chance")}.";
        return new ReportSection("Does the contact work?", finding,
        [
            new ChartBlock(new IntervalChart(
                "Average effect of the contact", finding, "estimate", [.. rows.Select(row => row.Name)], new Axis("effect with its 95% interval", findings.Format), [new IntervalSeries("effect", [.. rows.Select(row => row.Value)])])
            {
                Reference = ("no effect", 0),
            }),
            new TextBlock("The first estimate counts: it compares customers of the same partner and takes away what their earlier traits explain, which makes the interval shorter. The third mixes partners, and misleads when they contacted different shares of different customers."),
        ]);
    }

    private static ReportSection Balance(UpliftFindings findings)
    {
        string chance = FigureText.Of(findings.BalanceChance, FigureFormat.Metric);
        string sentence = findings.IsUnbalanced
            ? "No, or not as it should be: those contacted differ from the others more than chance makes likely."
            : $"As far as can be told, yes: differences as large as these between those contacted and the others are to be expected (chance {chance}).";
        int[] largest = [.. Enumerable.Range(0, findings.Inputs.Length).OrderByDescending(input => Math.Abs(findings.Adjusted.Imbalance[input])).Take(MostDrivers)];
        string finding = $"The largest is {FigureText.Of(findings.Adjusted.Imbalance[largest[0]], FigureFormat.Difference)} standard deviations, of {findings.Inputs[largest[0]]}; below 0.1 is usually called balanced.";
        List<ReportBlock> blocks =
        [
            new ChartBlock(new BarChart(
                "Those contacted less the others", finding, "input", [.. largest.Select(input => findings.Inputs[input])], FigureFormat.Difference,
                [new BarSeries("difference in standard deviations", [.. largest.Select(input => findings.Adjusted.Imbalance[input])])])),
        ];
        if (double.IsFinite(findings.ShareChance))
        {
            blocks.Add(new TextBlock(
                $"{FigureText.Of(findings.Trial.Share, FigureFormat.Share)} were contacted where {FigureText.Of(findings.Job.Options.Number(UpliftTask.ShareKey), FigureFormat.Share)} were planned; the chance of such a gap is {FigureText.Of(findings.ShareChance, FigureFormat.Metric)}."));
        }

        if (findings.IsUnbalanced)
            blocks.Add(new NoteBlock("Find out how customers were chosen for the contact. An effect of customers who were not chosen at random may be the difference between the customers."));
        return new ReportSection("Was it random?", sentence, blocks);
    }

    private static ReportSection Curve(UpliftFindings findings)
    {
        UpliftVerdict verdict = findings.Verdict!;
        string sentence = findings.HasSignal
            ? $"Yes: a ranking as good as this comes about without signal with a chance of {FigureText.Of(verdict.Chance, FigureFormat.Metric)}."
            : $"No: {UpliftFindings.NoSignal} (a ranking as good comes about by chance with {FigureText.Of(verdict.Chance, FigureFormat.Metric)}). Customers are not ranked.";
        string finding = $"The area between the curve and the straight line is {FigureText.Of(findings.Of(verdict.Figure.Coefficient, verdict.Figure.Error), FigureFormat.Number)} responses by customer.";
        IReadOnlyList<LinePoint> Points(Func<UpliftPoint, Estimate> height) => [.. verdict.Points.Select(point => new LinePoint(point.Share, height(point)))];
        double unit = findings.Unit;
        return new ReportSection("Can customers be told apart?", sentence,
        [
            new ChartBlock(new LineChart(
                "Qini curve on held-out customers", finding, new Axis("share contacted, highest scores first", FigureFormat.Share), new Axis("extra responses by customer", findings.IsShare ? FigureFormat.Share : FigureFormat.Number),
                [
                    new LineSeries("by score", Points(point => new Estimate(point.Gain * unit))),
                    new LineSeries("blind", Points(point => double.IsFinite(point.Low) ? new Estimate(point.Blind * unit, point.Low * unit, point.High * unit) : new Estimate(point.Blind * unit))),
                ])),
            new TextBlock($"The band holds 95% of {findings.Job.Options.WholeNumber(UpliftTask.PermutationsKey):N0} curves for which each partner shuffled, among its own customers, who was contacted."),
        ]);
    }

    private static ReportSection Fifths(UpliftFindings findings)
    {
        LearnerBins bins = findings.Bins!;
        double[] rows = bins.Rows;
        double all = Math.Max(1, rows.Sum()), above = 0;
        var groups = Enumerable.Range(0, Groups).Select(_ => new double[5]).ToArray();
        for (int bin = rows.Length - 1; bin >= 0; bin--)
        {
            double[] group = groups[Math.Min(Groups - 1, (int)((above + (rows[bin] / 2)) / all * Groups))];
            ReadOnlySpan<double> sums = [bins.Treated[bin], bins.TreatedResponses[bin], bins.Untreated[bin], bins.UntreatedResponses[bin], bins.Sums[bin]];
            for (int figure = 0; figure < sums.Length; figure++)
                group[figure] += sums[figure];
            above += rows[bin];
        }

        double Mean(double sum, double count) => count > 0 ? sum / count * findings.Unit : double.NaN;
        FigureFormat level = findings.IsShare ? FigureFormat.Share : FigureFormat.Number;
        double[][] filled = [.. groups.Where(group => group[0] + group[2] > 0)];
        return new ReportSection("What happened in each fifth?", "Held-out customers of all partners by score, the highest first. Fifths are as even as bins of scores allow; the effect compares each partner with itself.",
        [
            new TableBlock(new ReportTable(
                "Responses by fifth of the scores",
                [new ReportColumn("fifth"), new ReportColumn("customers", FigureFormat.Count), new ReportColumn("contacted", level), new ReportColumn("not contacted", level), new ReportColumn("effect", findings.Format)],
                [.. filled.Select((group, index) => (IReadOnlyList<ReportCell>)
                [
                    ReportCell.Of((index + 1).ToString(CultureInfo.InvariantCulture)), ReportCell.Of(group[0] + group[2]), ReportCell.Of(Mean(group[1], group[0])), ReportCell.Of(Mean(group[3], group[2])),
                    ReportCell.Of((findings.Adjusted.Effect * findings.Unit) + Mean(group[4], group[0] + group[2])),
                ])])),
        ]);
    }

    private static ReportSection Drivers(UpliftFindings findings, FeaturePlan plan, LinearModel effect, ImmutableArray<double> errors)
    {
        int[] strongest = [.. Enumerable.Range(0, plan.Width).Where(input => errors[input] > 0).OrderByDescending(input => Math.Abs(effect.Weights[input]) / errors[input]).Take(MostDrivers)];
        if (strongest.Length == 0)
            return new ReportSection("Who responds?", "No input by itself says who responds.", []);
        string top = plan.Columns[strongest[0]].Name;
        string sentence = $"The effect is {(effect.Weights[strongest[0]] > 0 ? "larger" : "smaller")} with {top}, other things equal.";
        return new ReportSection("Who responds?", sentence,
        [
            new ChartBlock(new IntervalChart(
                "Change of the effect by input", sentence, "input", [.. strongest.Select(input => plan.Columns[input].Name)], new Axis("more effect for a standard deviation, or for the value", findings.Format),
                [new IntervalSeries("change with its 95% interval", [.. strongest.Select(input => findings.Of(effect.Weights[input], errors[input]))])]) { Reference = ("no change", 0) }),
            new NoteBlock("The contact was randomised, these traits were not: they tell who responds, not why."),
        ]);
    }

    // Slopes would say nothing of steps and interactions, which is what trees were chosen for.
    private static ReportSection Splits(IReadOnlyList<(string Field, double Share)> gains)
    {
        string sentence = $"The trees tell customers apart by {gains[0].Field} most.";
        return new ReportSection("Who responds?", sentence,
        [
            new ChartBlock(new BarChart("What the trees of the effect split by", sentence, "field", [.. gains.Take(MostDrivers).Select(each => each.Field)], FigureFormat.Share, [new BarSeries("share of what splits gain", [.. gains.Take(MostDrivers).Select(each => each.Share)])])),
            new NoteBlock("The contact was randomised, these traits were not: they tell who responds, not why. Which values respond is in the reasons of each customer's score."),
        ]);
    }

    private static ReportSection HowMany(UpliftFindings findings)
    {
        (double share, double gain) = findings.Best;
        string money = FigureText.Of(gain, FigureFormat.Number);
        string cost = $"a response worth {FigureText.Of(findings.Job.Options.Number(UpliftTask.ValueKey), FigureFormat.Number)} and a contact at {FigureText.Of(findings.Job.Options.Number(UpliftTask.CostKey), FigureFormat.Number)}";
        string sentence = share == 0
            ? $"With {cost}, contacting costs more than it brings: contact nobody."
            : findings.HasSignal
                ? $"With {cost}, contact the {FigureText.Of(share, FigureFormat.Share)} with the highest scores: that brings {money} by customer of all."
                : $"With {cost}, contact everybody or a part at random: everybody brings {money} by customer. Nothing is gained by choosing whom.";
        return new ReportSection("How many to contact?", sentence, []);
    }

    private static ReportSection Learners(UpliftFindings findings) => new(
        "Which learner?", $"The validation customers chose the {findings.Chosen?.Words}; the held-out customers above had no say.",
        [
            new TableBlock(new ReportTable(
                "Qini coefficient on validation customers", [new ReportColumn("learner"), new ReportColumn("coefficient", FigureFormat.Number), new ReportColumn("in standard errors", FigureFormat.Number)],
                [.. findings.Choice.Select(choice => (IReadOnlyList<ReportCell>)
                [
                    ReportCell.Of(choice.Learner.Words, choice.Learner == findings.Chosen ? CellTone.Good : CellTone.Plain), ReportCell.Of(choice.Verdict.Figure.Coefficient * findings.Unit), ReportCell.Of(choice.Verdict.Figure.Studentised),
                ])])),
        ]);
}
