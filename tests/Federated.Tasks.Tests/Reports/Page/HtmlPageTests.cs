using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Tests.Reports.Page;

public partial class HtmlPageTests
{
    private static readonly string Html = SampleReport.Create().ToHtml();

    [Fact]
    public void Page_Policy_AllowsItsOwnStyleAndNothingElse()
    {
        var style = StyleElement().Match(Html).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\"", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Markup_HasNoScriptNoStyleAttributeAndNoAddress()
    {
        Assert.DoesNotContain("<script", Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"<[^>]+\s(style|on\w+|src)=", Html);
        Assert.DoesNotContain("http:", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Identifiers_AreUniqueAndReferencesLead()
    {
        var ids = Identifier().Matches(Html).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        var references = Reference().Matches(Html).Select(match => match.Groups[1].Value).ToArray();
        Assert.True(references.Length > 50);
        Assert.All(references, reference => Assert.Contains(reference, ids));
    }

    [Fact]
    public void Page_HostileNames_AreEncodedEverywhere()
    {
        var hostile = SampleReport.Hostile;
        var table = new ReportTable(hostile, [new(hostile), new(hostile, FigureFormat.Count)], [[ReportCell.Of(hostile, CellTone.Bad), ReportCell.Of(1)]]);
        var section = new ReportSection(hostile, hostile, [
            new TextBlock(hostile), new NoteBlock(hostile), new FiguresBlock([new(hostile, hostile, hostile)]), new TableBlock(table),
            new ChartBlock(new BarChart(hostile, hostile, hostile, [hostile], FigureFormat.Count, [new(hostile, [1]), new(hostile, [2])])),
        ]);
        var page = new ReportDocument(hostile, hostile, hostile, [new(hostile, hostile, hostile)], [section, section, section], new(hostile, hostile, hostile, 1, hostile, 5, default, hostile)).ToHtml();
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202e', page);
        Assert.True(page.Split("&lt;/script&gt;").Length > 30);
    }

    [Fact]
    public void Page_OfNothing_IsStillAPage()
    {
        var page = new ReportDocument("Empty", "", "", [], [], SampleReport.Provenance).ToHtml();
        Assert.Contains("<h1>Empty</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<nav", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Footer_SaysWhereTheNumbersComeFromAndThatNoNoiseIsAdded()
    {
        var footer = Html[Html.IndexOf("<footer>", StringComparison.Ordinal)..];
        Assert.All(["churn-9c1f4b7e", SampleReport.Provenance.ModelHash, "30,000 to 99,999", "2026-11-22 06:10Z", "adds no noise"], part => Assert.Contains(part, footer, StringComparison.Ordinal));
        Assert.DoesNotContain("33,310", footer, StringComparison.Ordinal);
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Identifier();

    [GeneratedRegex("(?: aria-labelledby=\"| aria-describedby=\"| href=\"#)([^\"]+)\"")]
    private static partial Regex Reference();
}
