using Federated.Computations.Experiments;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Experiment;

/// <summary>One look at an experiment, drawn for a partner.</summary>
internal static class ExperimentSections
{
    public static IEnumerable<ReportSection> Of(ExperimentFindings findings, SliceFigures? own)
    {
        yield return Effects(findings, own);
        yield return Shares(findings);
        int from = 1;
        foreach (ContractField group in findings.Fields.Groups)
        {
            yield return Groups(findings, group, from);
            from += group.Values.Count;
        }
    }

    private static ReportSection Effects(ExperimentFindings findings, SliceFigures? own)
    {
        string[] names = [.. findings.Comparisons.Select(each => each.Name)];
        var series = new List<IntervalSeries> { new("all partners", [.. findings.Comparisons.Select(each => each.Effect)]) };
        if (own is not null)
            series.Add(new IntervalSeries("your own customers", [.. findings.Compare(own, findings.Level).Select(each => each.Effect)]));
        string sentence = $"The verdict is: {findings.Verdict}.";
        return new ReportSection("Which variant does better?", sentence,
        [
            new ChartBlock(new IntervalChart(
                $"Difference from {findings.Variants[0]}", sentence, "variant", names, new Axis("difference with its always-valid interval", findings.Difference), series) { Reference = ("no difference", 0) }),
            new TableBlock(new ReportTable(
                "Variants of all partners",
                [
                    new ReportColumn("variant"), new ReportColumn("customers", FigureFormat.Count), new ReportColumn("metric", findings.Value), new ReportColumn($"against {findings.Variants[0]}", findings.Difference),
                    new ReportColumn("relative", FigureFormat.Share), new ReportColumn("always-valid p", FigureFormat.Metric),
                ],
                [.. findings.Variants.Select((name, variant) => (IReadOnlyList<ReportCell>)
                [
                    ReportCell.Of(name), ReportCell.Of(findings.All.Arms[variant].Rows), ReportCell.Of(findings.All.Arms[variant].Mean * findings.Fields.Unit),
                    variant == 0 ? ReportCell.Of((double?)null) : ReportCell.Of(findings.Comparisons[variant - 1].Effect),
                    ReportCell.Of(variant == 0 ? null : findings.Comparisons[variant - 1].Relative), ReportCell.Of(variant == 0 ? null : findings.Comparisons[variant - 1].Chance),
                ])])),
            new TextBlock("A difference is the mean of each partner's own difference, weighted by its customers, so it need not be that of the metrics in the table, which mix partners."),
        ]);
    }

    private static ReportSection Shares(ExperimentFindings findings)
    {
        double all = findings.All.Arms.Sum(arm => (double)arm.Rows);
        string chance = FigureText.Of(findings.MismatchChance, FigureFormat.Metric);
        return new ReportSection(
            "Did the variants get their shares?",
            findings.IsMismatched
                ? $"No (always-valid p-value {chance}): look for customers who are lost, counted twice or sent to the wrong variant before you trust any difference."
                : $"Yes, as far as can be told (always-valid p-value {chance}).",
            [
                new TableBlock(new ReportTable("Shares of customers", [new ReportColumn("variant"), new ReportColumn("planned", FigureFormat.Share), new ReportColumn("counted", FigureFormat.Share)],
                    [.. findings.Variants.Select((name, variant) => (IReadOnlyList<ReportCell>)[ReportCell.Of(name), ReportCell.Of(findings.Planned[variant]), ReportCell.Of(findings.All.Arms[variant].Rows / all)])])),
            ]);
    }

    private static ReportSection Groups(ExperimentFindings findings, ContractField group, int from)
    {
        var rows = new List<IReadOnlyList<ReportCell>>();
        int withheld = 0;
        for (int value = 0; value < group.Values.Count; value++)
        {
            if (findings.Look.Slices[from + value] is not { } slice)
            {
                withheld++;
                continue;
            }

            foreach ((VariantVerdict verdict, int index) in findings.Compare(slice, findings.Level).Select((verdict, index) => (verdict, index)))
                rows.Add([ReportCell.Of(group.Values[value]), ReportCell.Of(verdict.Name), ReportCell.Of(slice.Arms[0].Rows + slice.Arms[index + 1].Rows), ReportCell.Of(verdict.Effect), ReportCell.Of(verdict.Chance)]);
        }

        List<ReportBlock> blocks =
        [
            new TableBlock(new ReportTable(
                $"By {group.Name}, all partners",
                [new ReportColumn(group.Name), new ReportColumn("variant"), new ReportColumn("customers", FigureFormat.Count), new ReportColumn($"against {findings.Variants[0]}", findings.Difference), new ReportColumn("always-valid p", FigureFormat.Metric)],
                rows)),
            new NoteBlock("Each group is judged for itself: of many groups, some show a difference by chance. Take a group as a reason for the next test."),
        ];
        if (withheld > 0)
            blocks.Add(new TextBlock($"{withheld} of {group.Values.Count} are withheld: in them a variant has fewer customers than the job's floor, or they would tell of such a one."));
        return new ReportSection($"Is it the same for every {group.Name}?", $"Differences from {findings.Variants[0]} by {group.Name}, with intervals that hold at every look.", blocks);
    }
}
