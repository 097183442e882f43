using System.Text.Json;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>A sheet for scripts: every number is an object of value, interval and marks, which the sources resolve.</summary>
internal static class StrategyJson
{
    /// <param name="findings">What the sheet says.</param>
    /// <param name="tests">What to test next.</param>
    /// <param name="page">Path of the page.</param>
    /// <param name="list">Path of the list; null when none was written.</param>
    public static string Write(StrategyFindings findings, IReadOnlyList<NextTest> tests, string page, string? list) => JsonSerializer.Serialize(new
    {
        path = page,
        list,
        summary = StrategyWords.Summary(findings),
        effect = Enum.GetName(findings.Basis.Effect)!.ToLowerInvariant(),
        customers = Of(findings.Customers),
        contacts = Of(findings.Contacts),
        opted_out = Of(findings.OptedOut),
        without_chance = Of(findings.Unknown),
        expected_return = Of(findings.Return),
        is_upper_bound = findings.Basis.Effect == EffectKind.Chance,
        at_most = Of(findings.Bound),
        shadow_price = Of(findings.ShadowPrice),
        cost = Of(findings.Cost),
        average_effect = Of(findings.Basis.AverageEffect),
        base_rate = Of(findings.BaseRate),
        channels = findings.Channels.Select((channel, place) => (channel, Lines: findings.List.Where(line => line.Channel == place).ToArray())).Select(each => new
        {
            name = each.channel.Name,
            contacts = Of(new SourcedFigure(each.Lines.Length, findings.ReturnMarks)),
            cost = Of(each.channel.Cost),
            factor = Of(each.channel.Factor),
            expected_return = Of(findings.Total(each.Lines, line => line.Return)),
        }),
        allocation = findings.Allocation is not { } allocation ? null : new
        {
            spent = Of(new SourcedFigure(allocation.Plan.Plan.TotalSpend, allocation.Source.Marks)),
            expected_return = Of(new SourcedFigure(allocation.Plan.Plan.Return, allocation.Source.Marks)),
            shadow_price = Of(new SourcedFigure(allocation.Plan.Plan.ShadowPrice, allocation.Source.Marks)),
        },
        tests = tests.Select(test => new { title = test.Title, reason = test.Reason, customers = Of(test.Customers), command = test.Command }),
        sources = findings.Sources.Select(source => new
        {
            mark = source.Mark,
            name = source.Name,
            job_id = source.JobId,
            rounds = source.Rounds,
            hash = source.Hash,
            date = source.Date,
            rows = source.Rows,
            command = source.Command,
            missing = findings.Parts.FirstOrDefault(part => part.Source == source)?.Missing ?? "",
        }),
    });

    private static object? Of(SourcedFigure? figure) => figure is not { } known ? null
        : known.Number.HasInterval ? new { value = known.Value, low = known.Number.Low, high = known.Number.High, sources = known.Sources.Each() }
        : new { value = double.IsFinite(known.Value) ? known.Value : (double?)null, sources = known.Sources.Each() };
}
