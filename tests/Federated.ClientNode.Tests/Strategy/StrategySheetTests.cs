using System.Text.RegularExpressions;
using Federated.ClientNode.Profiles;
using Federated.ClientNode.Reports;
using Federated.ClientNode.Strategy;
using Federated.ClientNode.Tests.Join;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Reports;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Tests.Strategy;

public sealed class StrategySheetTests : IDisposable
{
    private const string Channels = "contact_cost: 1\nchannels: [{name: email, cost: 0.5}, {name: phone, cost: 4}]\nvalue: {task: value, margin: 0.5}\n";

    private readonly TemporaryDirectory _files = new();

    public StrategySheetTests() => StrategyShop.Write(_files);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Make_TargetableSignal_ListsWhoReturnsMostAndKeepsTheArithmetic()
    {
        var findings = Make(Channels, "uplift", "value", "recommend", "creative", "click", "segments");
        Assert.Equal(EffectKind.Own, findings.Basis.Effect);
        Assert.InRange(findings.List.Count, 1000, StrategyShop.Customers - 200);
        Assert.All(findings.List, line =>
        {
            Assert.True(line.Return.Value > 0);
            Assert.Equal((line.Effect.Value * line.Value.Value * findings.Channels[line.Channel].Factor.Value) - line.Cost.Value, line.Return.Value, 1e-9);
        });
        Assert.Equal(findings.List.OrderByDescending(line => line.Return.Value).Select(line => line.Return.Value), findings.List.Select(line => line.Return.Value));
        Assert.Equal(findings.List.Sum(line => line.Return.Value), findings.Return.Value, 1e-6);
        Assert.Equal(findings.Bound.Value, findings.Return.Value, 1e-6);
        Assert.Equal(StrategyShop.Customers + 1, findings.Customers.Value);

        // Phone is clicked about twice as often, so that it is worth its cost for those who return much.
        Assert.True(findings.Channels[1].Factor.Value > 1.2);
        Assert.InRange(findings.List.Count(line => line.Channel == 1), 50, findings.List.Count - 50);
        Assert.Contains(findings.List, line => line.Confidence == ContactConfidence.High);
        Assert.Contains(findings.List, line => line.Item.Length > 0 && line.OwnCode == "SKU-" + line.Item[1..] && line.Reason.StartsWith("bought ", StringComparison.Ordinal));
        Assert.Contains(findings.List, line => line.Offer.Length > 0 && line.OfferChance is not null);
        Assert.DoesNotContain(NextTests.Of(findings.Evidence()), test => test.Title == "Contact a random half and compare");
    }

    [Fact]
    public void Make_CustomerOfOneTableOnly_IsKeptWithWhatIsMissingSaid()
    {
        var line = Make("value: {fixed: 50}\ncontact_cost: 1\n", "uplift", "recommend").List.Single(line => line.Id == "only-bought");
        Assert.Equal("effect (the average is used)", line.Missing);
        Assert.Equal(ContactConfidence.Medium, line.Confidence);
        Assert.NotEmpty(line.Item);
    }

    [Fact]
    public void Make_NoTargetableSignal_GivesEverybodyTheAverageAndSaysSo()
    {
        var findings = Make("value: {fixed: 50}\ncontact_cost: 1\nmost_contacts: 500\n", "uplift-alike", "response");
        Assert.Equal(EffectKind.Average, findings.Basis.Effect);
        Assert.Equal(500, findings.List.Count);
        Assert.Single(findings.List.Select(line => line.Effect.Number).Distinct());
        Assert.Contains("there is no targetable signal: every customer is expected to gain the average", StrategyWords.Summary(findings), StringComparison.Ordinal);

        // Who is on the list is a draw: it is not the first of the table.
        Assert.InRange(findings.List.Average(line => int.Parse(line.Id[1..], System.Globalization.CultureInfo.InvariantCulture)), 1200, 1800);
        Assert.All(findings.List, line => Assert.Equal(ContactConfidence.Medium, line.Confidence));
        var effect = findings.Basis.AverageEffect!.Value.Number;
        Assert.Equal((500 * ((effect.Low!.Value * 50) - 1), 500 * ((effect.High!.Value * 50) - 1)), (findings.Return.Number.Low!.Value, findings.Return.Number.High!.Value), Nearly);
        Assert.InRange(findings.BaseRate!.Value.Value, 0.25, 0.35);
        Assert.Contains(NextTests.Of(findings.Evidence()), test => test is { Title: "Contact a random half and compare", Customers.Value: > 100 });
    }

    [Fact]
    public void Make_NoCampaign_RanksByChanceAndCallsItAnUpperBound()
    {
        var findings = Make("value: {fixed: 10}\ncontact_cost: 2\n", "response");
        Assert.Equal(EffectKind.Chance, findings.Basis.Effect);
        var summary = StrategyWords.Summary(findings);
        Assert.Contains("expected return if every response is due to the contact, an upper bound", summary, StringComparison.Ordinal);
        Assert.Contains("A chance (response) is not an effect", summary, StringComparison.Ordinal);
        Assert.Equal(-2.0 * findings.List.Count, findings.Return.Number.Low!.Value, 1e-6);
        Assert.All(findings.List, line => Assert.Equal(ContactConfidence.Low, line.Confidence));
        Assert.Equal("Contact a random half and compare", NextTests.Of(findings.Evidence())[0].Title);
    }

    [Fact]
    public void Make_LeftOutAndOptedOut_AreNowhere()
    {
        var all = Make("value: {fixed: 50}\n", "uplift", "recommend", "creative");
        var (item, offer) = (all.List.First(line => line.Item.Length > 0).Item, all.List.First(line => line.Offer.Length > 0).Offer);
        var first = all.List[0].Id;
        _files.Write("out.csv", $"customer\n{first}\n\"{all.List[1].Id}\",x\n");
        var rest = Make($"value: {{fixed: 50}}\nopt_out: out.csv\nleave_out: {{items: [{item}], offers: [{offer}]}}\n", "uplift", "recommend", "creative");
        Assert.DoesNotContain(rest.List, line => line.Id == first || line.Id == all.List[1].Id || line.Item == item || line.Offer == offer);
        Assert.Equal((all.List.Count - 2, 2.0), (rest.List.Count, rest.OptedOut!.Value.Value));
    }

    [Fact]
    public void Make_NothingSaysWhoResponds_IsRefused()
    {
        var fault = Assert.Throws<CommandException>(() => Make("contact_cost: 1\n", "value"));
        Assert.Equal("FED-STRATEGY-EMPTY", fault.Code);
    }

    [Theory]
    [InlineData("uplift", "value", "recommend", "creative", "click", "segments", "response")]
    [InlineData("uplift-alike", "recommend")]
    [InlineData("response", "value")]
    public void Page_EveryNumberOfItsTables_HasAMarkThatResolves(params string[] models)
    {
        var findings = Make($"{(models.Contains("value") ? Channels : "contact_cost: 1\nvalue: {fixed: 30}\n")}budget: 600\n", models);
        var page = new StrategyReport(findings, NextTests.Of(findings.Evidence()), new ReportOrigin("shop", DateTimeOffset.UnixEpoch)).Make();
        HashSet<int> marks = [.. findings.Sources.Select(source => source.Mark)];
        Assert.Equal(Enumerable.Range(1, models.Length + 1), marks.Order());
        void Resolves(string words) => Assert.True(Marks(words).Any() && Marks(words).All(marks.Contains), $"'{words}' has no mark, or one of nothing");
        var numbers = 0;
        foreach (var table in Tables(page).Where(table => table.Caption != "Sources"))
        {
            foreach (var row in table.Rows)
            {
                foreach (var (cell, column) in row.Zip(table.Columns).Where(each => each.First.Number is { } number && double.IsFinite(number.Value)))
                {
                    Resolves(column.Heading + cell.Note);
                    numbers++;
                }
            }
        }

        Assert.True(numbers > 100, $"{numbers}");
        Assert.All(page.KeyFigures, figure => Resolves(figure.Note));
        Resolves(page.Summary);
        Assert.Equal(findings.Sources.Select(source => $"[{source.Mark}]"), Tables(page).Single(table => table.Caption == "Sources").Rows.Select(row => row[0].Text));
        Assert.DoesNotContain("<script", page.ToHtml(), StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<ReportTable> Tables(ReportDocument page) =>
        page.Sections.SelectMany(section => section.Blocks).Select(block => block switch { TableBlock table => table.Table, ChartBlock chart => chart.Chart.Table, _ => null }).OfType<ReportTable>();

    private static IEnumerable<int> Marks(string words) => Regex.Matches(words, @"\[(\d[\d,]*)\]").SelectMany(match => match.Groups[1].Value.Split(',')).Select(mark => int.Parse(mark, System.Globalization.CultureInfo.InvariantCulture));

    private static bool Nearly((double Low, double High) left, (double Low, double High) right) => Math.Abs(left.Low - right.Low) < 1e-6 && Math.Abs(left.High - right.High) < 1e-6;

    private StrategyFindings Make(string plan, params string[] models)
    {
        _files.Write("strategy.yaml", plan);
        var read = StrategyPlan.Load(_files.File("strategy.yaml"));
        List<StrategySource> files = [new(1, "your plan", "", 0, "00", DateTimeOffset.UnixEpoch, 0, "strategy.yaml")];
        if (read.OptOut is not null)
            files.Add(new StrategySource(2, StrategyAssembly.OptOutName, "", 0, "00", DateTimeOffset.UnixEpoch, 0, "out.csv"));
        using var table = new ProfileTable(_files.File($"{Guid.NewGuid():N}.db"));
        StrategyInput[] inputs = [.. models.Select((name, place) => StrategyShop.Input(_files, name, files.Count + place + 1))];
        return new StrategyAssembly(read, files, null).Make(inputs, table, read.OptOut is { } path ? OptOutFile.Read(path) : null, TextWriter.Null, CancellationToken.None);
    }
}
