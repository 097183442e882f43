using System.Globalization;
using Federated.Computations.Tests.Bandits;
using Federated.Learning.Bandits;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Tests.Reports;
using Xunit.Abstractions;

namespace Federated.Tasks.Tests.Creative;

/// <summary>
/// Regret over time of partners that learn together, alone and not at all, as a picture: only where the truth is made up is it known. With FEDERATED_FIGURES=1 of
/// five draws, and the page is kept beside the tests' program as <c>regret.html</c>.
/// </summary>
public sealed class RegretPictureTests(ITestOutputHelper output)
{
    private const int Partners = 4, ContextsOfRound = 25;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";
    private static readonly int Rounds = IsLong ? 30 : 12, Draws = IsLong ? 5 : 2;

    [Fact]
    public void Regret_OfPartnersTogether_IsDrawnBelowThatAlone()
    {
        ReportSection[] sections = [.. new[] { (BanditRule.UpperConfidence, "LinUCB"), (BanditRule.Thompson, "Thompson sampling") }.Select(each => Section(each.Item1, each.Item2))];
        string page = new ReportDocument("Regret", "Four partners, four arms, made-up customers", "What choices cost against the best arm of each customer.", [], sections, SampleReport.Provenance).ToHtml();
        // Each is drawn for wide and for narrow screens.
        Assert.Equal(2 * sections.Length, page.Split("<svg").Length - 1);
        Assert.All(new[] { "together", "alone", "every arm alike" }, line => Assert.Contains($"{line}</text>", page, StringComparison.Ordinal));
        if (!IsLong)
            return;
        string path = Path.Combine(AppContext.BaseDirectory, "regret.html");
        File.WriteAllText(path, page);
        output.WriteLine(path);
    }

    private ReportSection Section(BanditRule rule, string name)
    {
        RegretCurves[] draws = [.. Enumerable.Range(1, Draws).Select(draw => RegretCurves.Of(rule, Partners, Rounds, ContextsOfRound, (ulong)draw))];
        LineSeries joint = Line("together", draws, draw => draw.Joint), alone = Line("alone", draws, draw => draw.Alone), uniform = Line("every arm alike", draws, draw => draw.Uniform);
        foreach (LineSeries line in new[] { joint, alone, uniform })
        {
            Estimate last = line.Points[^1].Y;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {line.Name}: {last.Value:0.0} ± {last.High - last.Value:0.0} a partner after {line.Points[^1].X} customers"));
        }

        Assert.All(draws, draw => Assert.True(draw.Joint[^1] < draw.Alone[^1] && draw.Alone[^1] < draw.Uniform[^1], $"{draw.Joint[^1]} {draw.Alone[^1]} {draw.Uniform[^1]}"));
        return new ReportSection(name, $"Together {name} loses less than each partner alone.",
        [
            new ChartBlock(new LineChart(
                $"Regret of {name}", $"Means of {Draws} draws with one standard deviation.", new Axis("customers of a partner", FigureFormat.Count), new Axis("regret a partner"), [joint, alone, uniform])),
        ]);
    }

    private static LineSeries Line(string name, RegretCurves[] draws, Func<RegretCurves, double[]> of) => new(name,
    [
        .. Enumerable.Range(0, Rounds).Select(round =>
        {
            double mean = draws.Average(draw => of(draw)[round]), spread = Math.Sqrt(draws.Sum(draw => Math.Pow(of(draw)[round] - mean, 2)) / (draws.Length - 1));
            return new LinePoint(ContextsOfRound * (round + 1), new Estimate(mean, mean - spread, mean + spread));
        }),
    ]);
}
