using System.Security.Cryptography;
using System.Text;

namespace Federated.Tasks.Reports.Page;

/// <summary>
/// The one style sheet of a report. The page's policy allows it by its hash and nothing else: no other style, no script, no picture, no font, no connection.
/// A chart is drawn at three widths; its container shows the one that fits.
/// </summary>
internal static class Stylesheet
{
    public static readonly string Text = Build();

    /// <summary>Content of the page's Content-Security-Policy.</summary>
    public static readonly string Policy = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'; base-uri 'none'; form-action 'none'";

    private const string Rules = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;font:16px/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;background:var(--ground);color:var(--ink);overflow-wrap:anywhere}
        .skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px 12px;z-index:1}
        a{color:var(--accent)}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        header,main,footer{max-width:1120px;margin:0 auto;padding:0 24px}
        header{padding-top:36px}
        .brand{margin:0 0 10px;color:var(--muted);font-size:14px;letter-spacing:.02em}
        h1{font-size:30px;line-height:1.2;margin:0;letter-spacing:-.01em;text-wrap:balance}
        .sub{color:var(--muted);margin:6px 0 0}
        .summary{font-size:19px;line-height:1.5;max-width:75ch;margin:20px 0 0;text-wrap:pretty}
        nav ol{display:flex;flex-wrap:wrap;gap:6px 18px;list-style:none;margin:24px 0 0;padding:12px 0 0;border-top:1px solid var(--rule)}
        nav a{display:inline-block;padding:4px 0;font-size:15px;text-decoration-thickness:1px;text-underline-offset:3px}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,190px),1fr));gap:12px;margin:24px 0 0}
        section .tiles{margin:16px 0}
        .tile,.card{background:var(--card);border:1px solid var(--rule);border-radius:10px;min-width:0}
        .tile{padding:14px 16px 12px}
        .tile dt{color:var(--muted);font-size:14px;line-height:1.35}
        .tile dd{margin:4px 0 0;font-size:27px;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
        .tile dd small{display:block;margin-top:3px;font-size:13.5px;line-height:1.35;font-weight:400;color:var(--muted);letter-spacing:0}
        section{margin-top:52px}
        h2{font-size:22px;line-height:1.3;margin:0;letter-spacing:-.005em}
        .lead{margin:6px 0 16px;max-width:80ch;text-wrap:pretty}
        section>p.text{max-width:80ch}
        .note{border-left:4px solid var(--accent);background:var(--card);padding:10px 16px;margin:16px 0;border-radius:0 8px 8px 0}
        .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:14px;margin:14px 0}
        figure{margin:0;padding:18px 20px 10px}
        figure h3{font-size:16.5px;line-height:1.35;margin:0}
        .find{color:var(--muted);font-size:14.5px;line-height:1.45;margin:2px 0 14px;text-wrap:pretty}
        .plot{container-type:inline-size}
        .lone{grid-column:1/-1;display:grid;grid-template-columns:minmax(0,1fr) minmax(200px,34%);grid-template-rows:auto 1fr;column-gap:28px;align-items:start}
        .lone .plot{grid-row:1/span 2}.lone figcaption{grid-column:2}.lone details{grid-column:2;min-width:0}.lone details[open]{grid-column:1/-1}.wide{grid-column:1/-1}
        .table{padding:8px 20px 14px;margin:14px 0}
        .scroll{overflow-x:auto}
        table{border-collapse:separate;border-spacing:0;width:max-content;min-width:100%;font-size:15px;line-height:1.4}
        caption{text-align:left;color:var(--muted);padding:8px 0 6px;font-size:14.5px}
        th,td{text-align:left;padding:7px 18px 7px 0;border-bottom:1px solid var(--rule);vertical-align:top;unicode-bidi:isolate;max-width:24em;overflow-wrap:break-word}
        tbody th{position:sticky;left:0;background:var(--card)}
        tr>:last-child{padding-right:2px}
        thead th{color:var(--muted);font-weight:600;font-size:14px;vertical-align:bottom;border-bottom-color:var(--muted)}
        tbody tr:last-child>*{border-bottom:0}
        tbody th{font-weight:550}
        .n{text-align:right;font-variant-numeric:tabular-nums}
        td.n{white-space:nowrap}thead th.n{max-width:9em}caption{position:sticky;left:0}
        td small{color:var(--muted);font-size:13px}
        .good{color:var(--good);font-weight:600}.warning{color:var(--warning);font-weight:600}.bad{color:var(--bad);font-weight:600}
        details{margin:8px 0 4px}
        summary{cursor:pointer;color:var(--accent);min-height:28px;padding:3px 0;font-size:14.5px}
        details table{font-size:14px}
        .hid{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        footer{margin-top:64px;padding-top:20px;padding-bottom:48px;border-top:1px solid var(--rule);color:var(--muted);font-size:14px}
        footer h2{font-size:16px;color:var(--ink)}
        footer dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,230px),1fr));gap:10px 24px;margin:12px 0}
        footer dt{font-size:13px}footer dd{margin:0;color:var(--ink)}
        footer p{max-width:90ch}
        svg{width:100%;height:auto;display:block;overflow:visible}
        .w3,.w10{display:none}
        @container (max-width:399px){.w5,.w10{display:none}.w3{display:block}}
        @container (min-width:820px){.has10 .w5{display:none}.has10 .w10{display:block}}
        @container (min-width:561px){.w5{max-width:640px;margin:0 auto}}
        svg text{fill:var(--muted);font-size:13px;font-family:inherit;font-variant-numeric:tabular-nums}
        svg .v,svg .n{fill:var(--ink)}
        svg .a{fill:var(--muted)}
        svg .halo{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
        .g{stroke:var(--grid);stroke-width:1}.z{stroke:var(--muted);stroke-width:1}.s{stroke:var(--grid);stroke-width:1}
        .lr{fill:none;stroke:var(--muted);stroke-width:1.75;stroke-dasharray:2 4;stroke-linecap:round}
        .tree{fill:none;stroke:var(--s1);stroke-width:2;stroke-linejoin:round}
        .l1,.l2,.l3,.l4{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
        .l2{stroke-dasharray:7 5;stroke-linecap:butt}.l3{stroke-dasharray:2 5}.l4{stroke-dasharray:11 4 2 4}
        .i1,.i2,.i3,.i4{stroke-width:2.5;stroke-linecap:round}
        .h1,.h2,.h3,.h4{stroke-width:1.5;fill-opacity:.22}
        .b1,.b2,.b3,.b4{opacity:.16}
        .mk{stroke:var(--card);stroke-width:1.5}
        @media (max-width:760px){
        header,main,footer{padding-left:16px;padding-right:16px}header{padding-top:22px}h1{font-size:25px}.summary{font-size:17.5px}section{margin-top:40px}
        figure{padding:14px 14px 8px}.table{padding:4px 14px 10px}.lone{display:block}tbody th{max-width:9.5em}
        }
        @media print{
        @page{size:A4;margin:14mm 13mm}
        body{font-size:10.5pt;background:#fff}header,main,footer{max-width:none;padding-left:0;padding-right:0}header{padding-top:0}
        nav,.skip,summary{display:none}h1{font-size:20pt}h2{font-size:14pt}.summary{font-size:12pt}.tile dd{font-size:17pt}section{margin-top:22pt}
        details::details-content{content-visibility:visible;display:block}details{margin-top:6pt}details table,table{font-size:9pt}thead th,caption{font-size:inherit}.tiles{grid-template-columns:repeat(auto-fit,minmax(140px,1fr))}.tile dt,.tile dd small{font-size:9pt}details tr>*{padding-top:2px;padding-bottom:2px}
        .scroll{overflow:visible}table{width:100%}.many table{table-layout:fixed;font-size:7pt}.many tr>*{padding-right:3px;overflow-wrap:anywhere}.grid{grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:10px}.lone{display:grid}.lone details{grid-column:1/-1}figure{padding:10px 12px}
        .tile,.note,tr,svg,.plot,h2,h3{break-inside:avoid}h2,h3,.lead,figcaption,caption{break-after:avoid}.tile,.card{border-radius:4px}td.n{white-space:normal}tbody th{position:static}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        }
        """;

    private static string Build()
    {
        var text = new StringBuilder(":root{color-scheme:light dark;").Append(Variables(Theme.Light)).Append('}')
            .Append("@media screen and (prefers-color-scheme:dark){:root{").Append(Variables(Theme.Dark)).Append("}}\n");
        for (var series = 1; series <= Theme.Light.Series.Count; series++)
            text.Append($".f{series},.h{series},.b{series}{{fill:var(--s{series})}}.l{series},.h{series},.i{series}{{stroke:var(--s{series})}}");
        foreach (var name in Shades(Theme.Light).Select(shade => shade.Name))
            text.Append($".{name}{{fill:var(--{name})}}svg .on-{name}{{fill:var(--on-{name})}}");
        return text.Append('\n').Append(Rules.ReplaceLineEndings("\n")).ToString();
    }

    private static string Variables(Theme theme)
    {
        (string Name, string Colour)[] named =
        [
            ("ground", theme.Ground), ("card", theme.Card), ("ink", theme.Ink), ("muted", theme.Muted), ("rule", theme.Rule), ("grid", theme.Grid), ("accent", theme.Accent),
            ("good", theme.Good), ("warning", theme.Warning), ("bad", theme.Bad), .. theme.Series.Select((colour, index) => ($"s{index + 1}", colour)),
            .. Shades(theme), .. Shades(theme).Select(shade => ($"on-{shade.Name}", Theme.InkOn(shade.Colour))),
        ];
        return string.Concat(named.Select(each => $"--{each.Name}:{each.Colour};"));
    }

    private static IEnumerable<(string Name, string Colour)> Shades(Theme theme) =>
        theme.Positive.Select((colour, step) => ($"p{step}", colour)).Concat(theme.Negative.Select((colour, step) => ($"m{step + 1}", colour)));
}
