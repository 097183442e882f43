using System.Globalization;
using System.Text;

namespace Federated.Tasks.Reports.Page;

/// <summary>A report as one HTML file that asks the network for nothing.</summary>
internal sealed class HtmlPage
{
    private readonly StringBuilder _page = new();
    private int _charts;

    public static string Write(ReportDocument report) => new HtmlPage().Build(report);

    private string Build(ReportDocument report)
    {
        _page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Stylesheet.Policy}\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\"><meta name=\"robots\" content=\"noindex\">")
            .Append($"<title>{Html.Encode(report.Title)} · {Html.Encode(report.Provenance.Partner)}</title><style>{Stylesheet.Text}</style></head>\n<body><a class=\"skip\" href=\"#main\">Skip to content</a>\n");
        WriteHeader(report);
        _page.Append("<main id=\"main\" tabindex=\"-1\">\n");
        WriteFigures(report.KeyFigures);
        for (var index = 0; index < report.Sections.Count; index++)
            WriteSection(report.Sections[index], $"part-{index + 1}");
        _page.Append("</main>\n");
        WriteFooter(report.Provenance);
        return _page.Append("</body></html>\n").ToString();
    }

    private void WriteHeader(ReportDocument report)
    {
        _page.Append($"<header><p class=\"brand\">{Html.Encode(report.Provenance.Partner)} · {Html.Encode(report.Provenance.Task)}</p><h1>{Html.Encode(report.Title)}</h1>")
            .Append($"<p class=\"sub\">{Html.Encode(report.Subtitle)}</p><p class=\"summary\">{Html.Encode(report.Summary)}</p>");
        if (report.Sections.Count > 2)
        {
            _page.Append("<nav aria-label=\"Contents\"><ol>");
            for (var index = 0; index < report.Sections.Count; index++)
                _page.Append($"<li><a href=\"#part-{index + 1}\">{Html.Encode(report.Sections[index].Title)}</a></li>");
            _page.Append("</ol></nav>");
        }

        _page.Append("</header>\n");
    }

    private void WriteSection(ReportSection section, string id)
    {
        _page.Append($"<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{Html.Encode(section.Title)}</h2><p class=\"lead\">{Html.Encode(section.Sentence)}</p>\n");
        for (var index = 0; index < section.Blocks.Count; index++)
        {
            if (section.Blocks[index] is ChartBlock)
            {
                var run = section.Blocks.Skip(index).TakeWhile(block => block is ChartBlock).Cast<ChartBlock>().ToArray();
                WriteCharts(run);
                index += run.Length - 1;
            }
            else
            {
                WriteBlock(section.Blocks[index]);
            }
        }

        _page.Append("</section>\n");
    }

    private void WriteBlock(ReportBlock block)
    {
        switch (block)
        {
            case TextBlock text:
                _page.Append($"<p class=\"text\">{Html.Encode(text.Text)}</p>");
                break;
            case NoteBlock note:
                _page.Append($"<p class=\"note\">{Html.Encode(note.Text)}</p>");
                break;
            case FiguresBlock figures:
                WriteFigures(figures.Figures);
                break;
            case TableBlock table:
                _page.Append("<div class=\"card table\">");
                TableMarkup.Write(_page, table.Table);
                _page.Append("</div>");
                break;
        }
    }

    /// <summary>Charts side by side; one that is wide stands alone.</summary>
    private void WriteCharts(ChartBlock[] run)
    {
        for (var index = 0; index < run.Length;)
        {
            var row = run[index].Chart.IsWide ? run[index..(index + 1)] : [.. run.Skip(index).TakeWhile(block => !block.Chart.IsWide)];
            _page.Append("<div class=\"grid\">");
            for (var place = 0; place < row.Length; place++)
                ChartMarkup.Write(_page, row[place].Chart, string.Create(CultureInfo.InvariantCulture, $"chart-{++_charts}-"), isAlone: row.Length % 2 == 1 && place == row.Length - 1);
            _page.Append("</div>");
            index += row.Length;
        }
    }

    private void WriteFigures(IReadOnlyList<KeyFigure> figures)
    {
        if (figures.Count == 0)
            return;
        _page.Append("<dl class=\"tiles\">");
        foreach (var figure in figures)
        {
            var note = figure.Note.Length == 0 ? "" : $"<small>{Html.Encode(figure.Note)}</small>";
            _page.Append($"<div class=\"tile\"><dt>{Html.Encode(figure.Label)}</dt><dd>{Html.Encode(figure.Value)}{note}</dd></div>");
        }

        _page.Append("</dl>");
    }

    private void WriteFooter(ReportProvenance origin)
    {
        _page.Append("<footer><h2>Where these numbers come from</h2><dl>");
        foreach (var (name, value) in origin.Shown)
            _page.Append($"<div><dt>{Html.Encode(name)}</dt><dd>{Html.Encode(value)}</dd></div>");
        _page.Append($"</dl><p>{Html.Encode(ReportProvenance.PrivacyStatement)}</p>")
            .Append("<p>This page was made on the partner's own machine and stays there. It needs no network and runs no script.</p></footer>\n");
    }
}
