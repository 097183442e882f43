namespace Federated.Tasks.Reports.Sections;

/// <summary>Whether the model treats groups of customers alike.</summary>
public static class FairnessSection
{
    private const double Notable = 0.1;

    /// <param name="groups">Those above the floor.</param>
    /// <param name="floor">The fewest customers that a group is shown for.</param>
    /// <param name="leftOut">How many groups are below it.</param>
    public static ReportSection Of(IReadOnlyList<FairnessGroup> groups, int floor, int leftOut)
    {
        var differences = groups.GroupBy(group => group.Attribute).Where(attribute => attribute.Count() > 1).Select(attribute =>
            (Attribute: attribute.Key, Selected: Spread(attribute.Select(group => group.Selected)), Found: Spread(attribute.Select(group => group.FoundOfPositives)), Gap: Spread(attribute.Select(group => group.CalibrationGap)))).ToArray();
        var largest = differences.Where(each => double.IsFinite(each.Found)).OrderByDescending(each => each.Found).Select(each => each.Attribute).FirstOrDefault();
        var sentence = differences.Length == 0 ? "There are no two groups large enough to compare."
            : differences.All(each => !(each.Selected > Notable || each.Found > Notable)) ? "Groups are treated alike: no difference is above 10 percentage points."
            : $"Look at {largest ?? differences[0].Attribute}: the model treats its groups differently.";
        var blocks = new List<ReportBlock>();
        if (differences.Length > 0)
        {
            blocks.Add(new TableBlock(new ReportTable(
                "Largest difference between groups",
                [new("field"), new("picked", FigureFormat.Spread), new("found of all positives", FigureFormat.Spread), new("said less happened", FigureFormat.Spread)],
                [.. differences.Select(each => (IReadOnlyList<ReportCell>)[ReportCell.Of(each.Attribute), Cell(each.Selected), Cell(each.Found), Cell(each.Gap)])])));
        }

        blocks.Add(new TableBlock(new ReportTable(
            "Every group",
            [new("field"), new("group"), new("customers", FigureFormat.Count), new("picked", FigureFormat.Share), new("found of all positives", FigureFormat.Share), new("said less happened", FigureFormat.Points)],
            [.. groups.Select(group => (IReadOnlyList<ReportCell>)
                [ReportCell.Of(group.Attribute), ReportCell.Of(group.Group), ReportCell.Of(group.Rows), ReportCell.Of(group.Selected), ReportCell.Of(group.FoundOfPositives), ReportCell.Of(group.CalibrationGap)])])));
        blocks.Add(new NoteBlock($"Groups of fewer than {floor} customers are not shown{(leftOut > 0 ? $" ({leftOut} left out)" : "")}. A difference can have a good reason; whether it has one is for people to say."));
        return new ReportSection("Are groups treated alike?", sentence, blocks);
    }

    private static ReportCell Cell(double difference) => ReportCell.Of(difference, difference > Notable ? CellTone.Warning : CellTone.Plain);

    private static double Spread(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        return finite.Length < 2 ? double.NaN : finite.Max() - finite.Min();
    }
}
