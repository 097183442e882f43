using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Federated.Tasks.Tests.Reports;
using Microsoft.Playwright;

namespace Federated.Browser.Tests.Reports;

/// <summary>A report as its reader meets it: in a browser.</summary>
public sealed class ReportPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string Html = SampleReport.Create().ToHtml();

    [BrowserTheory]
    [InlineData(320, false)]
    [InlineData(1200, true)]
    public async Task Page_AllOpen_HasNoAccessibilityFault(int width, bool isDark)
    {
        await using var open = await chromium.OpenAsync(Html, width, isDark);
        await open.OpenDetailsAsync();
        // Its report would otherwise find a path to every node of a large page.
        var result = await open.Page.RunAxe(new AxeRunOptions { ResultTypes = new HashSet<ResultType> { ResultType.Violations }, RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        Assert.True(result.Passes.Length > 20, $"Only {result.Passes.Length} rules were tried.");
        Assert.Empty(result.Violations.Select(fault => $"{fault.Id}: {fault.Help} {string.Join(' ', fault.Nodes.Take(3).Select(node => node.Html))}"));
    }

    [BrowserTheory]
    [InlineData(320)]
    [InlineData(700)]
    [InlineData(1200)]
    public async Task Charts_OneDrawingIsShown_WithNameDescriptionAndItsNumbersAsTable(int width)
    {
        await using var open = await chromium.OpenAsync(Html, width);
        var faults = await open.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('figure')].flatMap(figure => {
                const name = figure.querySelector('h3').textContent, faults = [];
                const shown = [...figure.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 0);
                if (shown.length !== 1) return [`${name}: ${shown.length} drawings are shown`];
                const svg = shown[0], text = id => document.getElementById(svg.getAttribute(id))?.textContent ?? '';
                if (svg.getAttribute('role') !== 'img') faults.push(`${name}: no role`);
                if (text('aria-labelledby').length < 6) faults.push(`${name}: no name`);
                if (text('aria-describedby').length < 15) faults.push(`${name}: no description`);
                const cells = new Set([...figure.querySelectorAll('details table :is(td, tbody th)')].map(cell => cell.textContent));
                const drawn = [...svg.querySelectorAll('[data-v]')].flatMap(mark => mark.dataset.v.split('|'));
                if (drawn.length === 0) faults.push(`${name}: nothing is drawn`);
                for (const value of drawn) if (!cells.has(value)) faults.push(`${name}: ${value} is drawn and not in the table`);
                return faults;
            })
            """);
        Assert.Empty(faults);
        Assert.True(await open.Page.Locator("figure").CountAsync() >= 15);
    }

    [BrowserTheory]
    [InlineData(320)]
    [InlineData(700)]
    [InlineData(1200)]
    public async Task Charts_Labels_NeitherTouchNorStickOut(int width)
    {
        await using var open = await chromium.OpenAsync(Html, width);
        Assert.Empty(await open.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 0).flatMap(svg => {
                const name = svg.querySelector('title').textContent, frame = svg.getBoundingClientRect(), faults = [];
                const texts = [...svg.querySelectorAll('text')].map(text => ({ text: text.textContent, box: text.getBoundingClientRect(), level: !text.hasAttribute('transform') }));
                texts.forEach((one, index) => {
                    if (one.box.left < frame.left - 1 || one.box.right > frame.right + 1 || one.box.top < frame.top - 1 || one.box.bottom > frame.bottom + 1) faults.push(`${name}: '${one.text}' sticks out`);
                    for (const other of texts.slice(index + 1)) {
                        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left), up = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
                        if (one.level && other.level && across > 0.5 && up > 4) faults.push(`${name}: '${one.text}' touches '${other.text}'`);
                    }
                });
                return faults;
            })
            """));
    }

    [BrowserTheory]
    [InlineData(320)]
    [InlineData(480)]
    [InlineData(1200)]
    public async Task Page_AllOpen_NeverScrollsSideways(int width)
    {
        await using var open = await chromium.OpenAsync(SampleReport.Create(SampleReport.Hostile + new string('m', 60)).ToHtml(), width);
        await open.OpenDetailsAsync();
        Assert.Equal(width, await open.Page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
    }

    [BrowserFact]
    public async Task Page_Opened_AsksForNothingAndComplainsOfNothing()
    {
        await using var open = await chromium.OpenAsync(Html);
        await open.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Empty(open.Complaints);
        Assert.Empty(open.OtherRequests);
        Assert.Equal("12px", await open.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.tiles')).gap"));
    }

    [BrowserFact]
    public async Task Policy_MarkupThatGotIn_RunsAndFetchesNothing()
    {
        var breached = Html.Replace("</main>", "<script>document.title='breached'</script><img src=\"https://127.0.0.1:9/x.png\" alt=\"\"><p id=\"styled\" style=\"color:red\">x</p></main>", StringComparison.Ordinal);
        await using var open = await chromium.OpenAsync(breached);
        Assert.DoesNotContain("breached", await open.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.NotEqual("rgb(255, 0, 0)", await open.Page.EvaluateAsync<string>("getComputedStyle(document.getElementById('styled')).color"));
        Assert.Empty(open.OtherRequests);
        Assert.Contains(open.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task ColumnName_ThatIsMarkup_IsShownAsText()
    {
        await using var open = await chromium.OpenAsync(SampleReport.Create(SampleReport.Hostile).ToHtml());
        Assert.Equal(0, await open.Page.Locator("script, img").CountAsync());
        Assert.Contains("<img src=x onerror='alert(2)'>&\uFFFD", await open.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Page_WithoutScripts_OpensItsTablesByKeyboard()
    {
        await using var open = await chromium.OpenAsync(Html, hasScripts: false);
        var details = open.Page.Locator("details").First;
        Assert.False(await details.Locator("table").IsVisibleAsync());
        await details.Locator("summary").FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.True(await details.Locator("table").IsVisibleAsync());
    }

    [BrowserFact]
    public async Task Print_FoldedTables_AreThereAndFitThePaper()
    {
        await using var open = await chromium.OpenAsync(Html, width: 696);
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.True(await open.Page.Locator("details table").First.IsVisibleAsync());
        Assert.False(await open.Page.Locator("nav").IsVisibleAsync());
        Assert.Equal(696, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal("rgb(255, 255, 255)", await open.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [BrowserFact]
    public async Task Print_OfADarkScreen_IsLight()
    {
        await using var open = await chromium.OpenAsync(Html, isDark: true);
        Assert.Equal("#0d1218", await open.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).getPropertyValue('--ground')"));
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.Equal("#f4f6f8", await open.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).getPropertyValue('--ground')"));
    }
}
