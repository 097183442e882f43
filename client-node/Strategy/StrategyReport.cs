using System.Globalization;
using Federated.ClientNode.Reports;
using Federated.Tasks.Allocate;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>The sheet as a page: what contacting returns, whom to contact first, by which channel, with what, what to test next, and where every number comes from.</summary>
/// <param name="findings">What the sheet says.</param>
/// <param name="tests">What to test next.</param>
/// <param name="origin">Whose sheet it is.</param>
internal sealed class StrategyReport(StrategyFindings findings, IReadOnlyList<NextTest> tests, ReportOrigin origin)
{
    private const int MostCustomers = 20, MostGroups = 15;

    /// <summary>Makes the page.</summary>
    public ReportDocument Make()
    {
        ReportSection?[] sections = [Returns(), Customers(), Channels(), Items(), Offers(), Segments(), Budget(), Tests(), Basis(), Sources()];
        return new ReportDocument(
            findings.List.Count == 0 ? "Strategy: contact nobody yet" : "Strategy: whom to contact, and with what",
            string.Create(CultureInfo.InvariantCulture, $"{origin.Partner} · {origin.Made.UtcDateTime:d MMMM yyyy}"),
            StrategyWords.Summary(findings), [.. KeyFigures()], [.. sections.OfType<ReportSection>()],
            new ReportProvenance(origin.Partner, "strategy", string.Join(", ", findings.Parts.Select(part => part.Source.JobId)), 0, "", (long)findings.Customers.Value, origin.Made, origin.Version));
    }

    private IEnumerable<KeyFigure> KeyFigures()
    {
        yield return Key("Customers to contact", findings.Contacts, FigureFormat.Count);
        var interval = findings.Return.Number.HasInterval ? $"{FigureText.Of(findings.Return.Number.Low, FigureFormat.Amount)} to {FigureText.Of(findings.Return.Number.High, FigureFormat.Amount)} " : "";
        yield return KeyFigure.Of(findings.Basis.Effect == EffectKind.Chance ? "Return if every response is due to the contact" : "Expected return", findings.Return.Value, FigureFormat.Amount, $"{interval}{findings.Return.Sources}");
        yield return Key("Cost of the contacts", findings.Cost, FigureFormat.Amount);
        if (findings.Basis.AverageEffect is { } effect)
            yield return Key("Average effect of a contact", effect, findings.Basis.EffectFormat);
    }

    private static KeyFigure Key(string label, SourcedFigure figure, FigureFormat format) => KeyFigure.Of(label, figure.Value, format, figure.Sources.ToString());

    private ReportSection Returns()
    {
        var marks = findings.ReturnMarks;
        var limit = findings.Limit switch
        {
            { Budget: { } budget } => $"The budget of {new SourcedFigure(budget, findings.Files[0].Marks).Words(FigureFormat.Amount)} ends the list; the next unit of money would return {findings.ShadowPrice.Words(FigureFormat.Amount)}.",
            { Contacts: { } most } => $"The largest number of contacts, {new SourcedFigure(most, findings.Files[0].Marks).Words(FigureFormat.Count)}, ends the list; one more would return {findings.ShadowPrice.Words(FigureFormat.Amount)}.",
            _ => "The list ends where a further contact would cost more than it returns.",
        };
        if (findings.ShadowPrice.Value == 0 && findings.Limit != ContactLimit.None)
            limit = "The limit does not bind: the list ends where a further contact would cost more than it returns.";
        var chosen = new LinePoint(findings.List.Count, new Estimate(findings.Return.Value));
        var kept = findings.OptedOut is { } optedOut ? $" {optedOut.Words(FigureFormat.Count)} customers are not to be contacted and are left out." : "";
        var unknown = findings.Unknown.Value > 0 ? $" Of {findings.Unknown.Words(FigureFormat.Count)} neither an effect nor a chance is known, so they are not on the list." : "";
        var gap = findings.Bound.Value > findings.Return.Value * (1 + 1e-9)
            ? new ReportBlock[] { new TextBlock($"With several channels the budget is filled step by step; no choice could return more than {findings.Bound.Words(FigureFormat.Amount)}.") } : [];
        return new ReportSection("What does contacting return?", $"{limit}{kept}{unknown}",
        [
            new ChartBlock(new LineChart(
                "Return by number of contacts, those who return most first", $"{findings.Contacts.Words(FigureFormat.Count)} contacts return {findings.Return.WithoutInterval().Words(FigureFormat.Amount)}; the dotted line marks them.",
                new Axis($"customers contacted {marks}", FigureFormat.Count), new Axis($"expected return {marks}", FigureFormat.Amount),
                [new LineSeries($"return {marks}", findings.Curve), new LineSeries($"list {marks}", [new LinePoint(chosen.X, new Estimate(0)), chosen], IsReference: true)])),
            .. gap,
            new NoteBlock(StrategyWords.Interval(findings)),
        ]);
    }

    private ReportSection? Customers()
    {
        if (findings.List.Count == 0)
            return null;
        var effect = findings.Basis.Effect == EffectKind.Chance ? "chance" : "effect";
        bool HasItems(ContactLine line) => line.Item.Length > 0;
        bool HasOffers(ContactLine line) => line.Offer.Length > 0;
        ContactLine[] shown = [.. findings.List.Take(MostCustomers)];
        (ReportColumn Column, Func<ContactLine, SourcedCell> Cell)[] columns =
        [
            (new ReportColumn(findings.IdHeading), line => SourcedCell.Of(line.Id)),
            .. findings.Channels.Count > 1 ? [(new ReportColumn("channel"), line => SourcedCell.Of(findings.Channels[line.Channel].Name))] : Array.Empty<(ReportColumn, Func<ContactLine, SourcedCell>)>(),
            .. shown.Any(HasOffers) ? [(new ReportColumn("offer"), line => SourcedCell.Of(Or(line.Offer)))] : Array.Empty<(ReportColumn, Func<ContactLine, SourcedCell>)>(),
            .. shown.Any(HasItems) ? [(new ReportColumn("item"), line => SourcedCell.Of(Or(line.ItemName)))] : Array.Empty<(ReportColumn, Func<ContactLine, SourcedCell>)>(),
            (new ReportColumn(effect, findings.Basis.EffectFormat), line => SourcedCell.Of(line.Effect.WithoutInterval())),
            (new ReportColumn("value", FigureFormat.Amount), line => SourcedCell.Of(line.Value)),
            (new ReportColumn("cost", FigureFormat.Amount), line => SourcedCell.Of(line.Cost)),
            (new ReportColumn("expected return", FigureFormat.Amount), line => SourcedCell.Of(line.Return.WithoutInterval())),
            (new ReportColumn("confidence"), line => SourcedCell.Of(StrategySheet.Words(line.Confidence), line.Confidence == ContactConfidence.High ? CellTone.Good : CellTone.Plain)),
        ];
        var counts = string.Join(", ", Enum.GetValues<ContactConfidence>().Reverse().Select(each => $"{new SourcedFigure(findings.List.Count(line => line.Confidence == each), findings.ReturnMarks).Words(FigureFormat.Count)} {StrategySheet.Words(each)}"));
        var gaps = findings.List.Where(line => line.Missing.Length > 0).SelectMany(line => line.Missing.Split("; ")).GroupBy(each => each).OrderByDescending(group => group.Count())
            .Select(group => $"{group.Key} of {new SourcedFigure(group.Count(), findings.Customers.Sources).Words(FigureFormat.Count)}").ToArray();
        return new ReportSection(
            "Whom to contact first?", $"Confidence: {counts}.{(gaps.Length > 0 ? $" Not known: {string.Join(", ", gaps)}." : "")}",
            [
                new TableBlock(SourcedTable.Of(
                    $"The first customers of the list; all are in the file of --list", [.. columns.Select(column => column.Column)],
                    [.. shown.Select(line => (IReadOnlyList<SourcedCell>)[.. columns.Select(column => column.Cell(line))])])),
                new NoteBlock(StrategyWords.Confidence),
            ]);
    }

    private ReportSection? Channels() => findings.Channels.Count < 2 ? null : new ReportSection(
        "Which channel?", "Each customer is reached by the channel that returns most for what it costs.",
        [
            new TableBlock(SourcedTable.Of(
                "Channels",
                [new ReportColumn("channel"), new ReportColumn("contacts", FigureFormat.Count), new ReportColumn("cost of one", FigureFormat.Amount), new ReportColumn("factor", FigureFormat.Multiple), new ReportColumn("cost", FigureFormat.Amount), new ReportColumn("expected return", FigureFormat.Amount)],
                [.. findings.Channels.Select((channel, place) => (Channel: channel, Lines: findings.List.Where(line => line.Channel == place).ToArray())).Select(each => (IReadOnlyList<SourcedCell>)
                    [SourcedCell.Of(each.Channel.Name), Count(each.Lines), SourcedCell.Of(each.Channel.Cost), SourcedCell.Of(each.Channel.Factor), Sum(each.Lines, line => line.Cost), Sum(each.Lines, line => line.Return)])])),
        ]);

    private ReportSection? Items() => Groups("Which items?", "item", "Items of the list", line => line.ItemName.Length == 0 ? "" : line.OwnCode.Length == 0 || line.OwnCode == line.ItemName ? line.ItemName : $"{line.ItemName} ({line.OwnCode})", StrategyTasks.Recommend);

    private ReportSection? Offers() => Groups("Which offers?", "offer", "Offers of the list", line => line.Offer, StrategyTasks.Creative);

    private ReportSection? Groups(string title, string name, string caption, Func<ContactLine, string> group, string task)
    {
        var groups = findings.List.GroupBy(group).Where(each => each.Key.Length > 0).OrderByDescending(each => each.Count()).ThenBy(each => each.Key, StringComparer.Ordinal).ToArray();
        if (groups.Length == 0)
            return null;
        var marks = findings.Parts.First(part => part.Task == task).Marks;
        SourcedCell Marked(IEnumerable<ContactLine> lines) => SourcedCell.Of(new SourcedFigure(lines.Count(), findings.ReturnMarks | marks));
        SourcedCell Summed(IEnumerable<ContactLine> lines) => SourcedCell.Of(new SourcedFigure(lines.Sum(line => line.Return.Value), findings.ReturnMarks | marks));
        var most = new SourcedFigure(groups[0].Count(), findings.ReturnMarks | marks);
        return new ReportSection(title, $"{groups[0].Key} goes to most, {most.Words(FigureFormat.Count)} of the list.{(groups.Length > MostGroups ? " The most frequent are shown." : "")}",
        [
            new TableBlock(SourcedTable.Of(caption, [new ReportColumn(name), new ReportColumn("contacts", FigureFormat.Count), new ReportColumn("expected return of them", FigureFormat.Amount)],
                [.. groups.Take(MostGroups).Select(each => (IReadOnlyList<SourcedCell>)[SourcedCell.Of(each.Key), Marked(each), Summed(each)])])),
        ]);
    }

    private ReportSection? Segments() => findings.Segments.Count == 0 ? null : new ReportSection(
        "Which segments?", $"{findings.Segments.MaxBy(segment => findings.List.Where(line => line.Segment == segment.Name).Sum(line => line.Return.Value)).Name} returns most.",
        [
            new TableBlock(SourcedTable.Of(
                "Segments", [new ReportColumn("segment"), new ReportColumn("customers", FigureFormat.Count), new ReportColumn("contacts", FigureFormat.Count), new ReportColumn("cost", FigureFormat.Amount), new ReportColumn("expected return", FigureFormat.Amount)],
                [.. findings.Segments.Select(segment => (Segment: segment, Lines: findings.List.Where(line => line.Segment == segment.Name).ToArray())).Select(each => (IReadOnlyList<SourcedCell>)
                    [SourcedCell.Of(each.Segment.Name), SourcedCell.Of(each.Segment.Customers), Count(each.Lines), Sum(each.Lines, line => line.Cost), Sum(each.Lines, line => line.Return)])])),
        ]);

    private ReportSection? Budget()
    {
        if (findings.Allocation is not { } allocation)
            return null;
        var (plan, marks) = (allocation.Plan, allocation.Source.Marks | findings.Files[0].Marks);
        SourcedFigure Figure(double number) => new(number, marks);
        return new ReportSection(
            "How does the budget divide by your response curves?",
            $"{Figure(plan.Plan.TotalSpend).Words(FigureFormat.Amount)} return {Figure(plan.Plan.Return).Words(FigureFormat.Amount)}; divided in proportion to the room of each place they would return {Figure(plan.ProportionalReturn).Words(FigureFormat.Amount)}. The next unit of money returns {Figure(plan.Plan.ShadowPrice).Words(FigureFormat.Amount)}.",
            [
                new TableBlock(SourcedTable.Of("Places", [new ReportColumn("place"), new ReportColumn("spend", FigureFormat.Amount), new ReportColumn("return", FigureFormat.Amount)],
                    [.. Places(plan).Select(place => (IReadOnlyList<SourcedCell>)[SourcedCell.Of(place.Name), SourcedCell.Of(Figure(place.Spend)), SourcedCell.Of(Figure(place.Return))])])),
                new NoteBlock("The curves speak of all that is done in a place; the list above, of single customers. Where they differ much, ask which of both was measured."),
            ]);
    }

    private static IEnumerable<(string Name, double Spend, double Return)> Places(BudgetPlan plan) => plan.Curves.Cells
        .Select((cell, place) => (cell.Cell.Name, plan.Plan.Spend[place], cell.Cell.ReturnOf(plan.Plan.Spend[place]))).OrderByDescending(place => place.Item2).Take(MostGroups);

    private ReportSection Tests() => new(
        "What to test next?", tests.Count == 0 ? "Nothing stands out." : $"{tests[0].Title}: {tests[0].Reason}",
        tests.Count == 0 ? [] :
        [
            new TableBlock(SourcedTable.Of("Tests, the most useful first", [new ReportColumn("test"), new ReportColumn("because"), new ReportColumn("customers", FigureFormat.Count), new ReportColumn("command, or where it is said")],
                [.. tests.Select(test => (IReadOnlyList<SourcedCell>)[SourcedCell.Of(test.Title), SourcedCell.Of(test.Reason), SourcedCell.Of(test.Customers), SourcedCell.Of(test.Command)])])),
        ]);

    private ReportSection Basis() => new("How does a number come about?", StrategyWords.Formula(findings), [new TextBlock(StrategyWords.Effect(findings))]);

    private ReportSection Sources()
    {
        StrategyPart[] missing = [.. findings.Parts.Where(part => part.Missing.Length > 0)];
        var words = missing.ToDictionary(part => part.Source.Mark, part => part.Missing);
        return new ReportSection(
            "Where does it all come from?",
            missing.Length == 0 ? "Each number of a mark such as [1,2] names its row here; whoever runs the command sees the same again." : $"Each number of a mark such as [1,2] names its row here. Of single customers nothing is known by {string.Join("; ", missing.Select(part => $"{part.Task} {part.Marks}, for {part.Missing}"))}.",
            [
                new TableBlock(new ReportTable(
                    "Sources",
                    [new ReportColumn("mark"), new ReportColumn("task or file"), new ReportColumn("job"), new ReportColumn("released at round"), new ReportColumn("model or file hash"), new ReportColumn("here since"), new ReportColumn("your rows"), new ReportColumn("command")],
                    [.. findings.Sources.Select(source => (IReadOnlyList<ReportCell>)
                    [
                        ReportCell.Of($"[{source.Mark}]"), ReportCell.Of(source.Name), ReportCell.Of(Or(source.JobId)), ReportCell.Of(source.JobId.Length == 0 ? FigureText.Absent : FigureText.Of(source.Rounds, FigureFormat.Count)),
                        ReportCell.Of(Or(source.ShortHash)), ReportCell.Of(source.Date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                        ReportCell.Of(words.ContainsKey(source.Mark) || source.JobId.Length == 0 ? FigureText.Absent : FigureText.Of(source.Rows, FigureFormat.Count)), ReportCell.Of(source.Command),
                    ])])),
            ]);
    }

    private SourcedCell Count(ContactLine[] lines) => SourcedCell.Of(new SourcedFigure(lines.Length, findings.ReturnMarks));

    private SourcedCell Sum(IEnumerable<ContactLine> lines, Func<ContactLine, SourcedFigure> part) => SourcedCell.Of(findings.Total(lines, part).WithoutInterval());

    private static string Or(string words) => words.Length == 0 ? FigureText.Absent : words;
}
