using System.Collections.Immutable;
using Federated.Computations.Bandits;
using Federated.Learning.Bandits;
using Federated.Learning.Metrics;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Creative;

/// <summary>What policies would earn, how much the log can say of each, and which arm each shows how often.</summary>
internal sealed class CreativePresentation(ImmutableArray<NamedPolicy> policies, string rule, IReadOnlyList<string> arms, BanditStatistics statistics, PolicyValueState valued)
{
    private const int MostArms = 30;

    /// <summary>In the order of trust.</summary>
    public static IReadOnlyList<(OffPolicyEstimator Estimator, string Name, string Words)> Estimators { get; } =
    [
        (OffPolicyEstimator.DoublyRobust, "doubly_robust", "doubly robust"), (OffPolicyEstimator.SelfNormalised, "snips", "self-normalised"),
        (OffPolicyEstimator.Weighted, "ips", "weighted"), (OffPolicyEstimator.Replay, "replay", "replay"),
    ];

    private readonly ImmutableArray<PolicyValue> _values = FederatedPolicyValue.Values(valued);
    private readonly ConfidenceInterval _logged = FederatedPolicyValue.Logged(valued);

    public TaskReport Report()
    {
        ConfidenceInterval own = _values[0].Sums.Estimate(OffPolicyEstimator.DoublyRobust);
        string verdict = own.Lower > _logged.Upper ? "That is more, beyond what chance explains: try it."
            : own.Upper < _logged.Lower ? "That is less, beyond what chance explains: do not use it."
            : "The intervals overlap: a test with both side by side would have to tell.";
        string summary = $"On {FigureText.Of(valued.Rows, FigureFormat.Count)} held-out impressions of all partners, what was shown earned {Show(_logged)} each; "
            + $"this policy, {rule}, would have earned {Show(own)}. {verdict}";
        return new TaskReport(
            "What to show to whom", summary,
            [
                KeyFigure.Of("Expected of this policy", own.Estimate, FigureFormat.Number, $"likely {FigureText.Of(own.Lower, FigureFormat.Number)} to {FigureText.Of(own.Upper, FigureFormat.Number)}"),
                KeyFigure.Of("Earned by what was shown", _logged.Estimate, FigureFormat.Number),
                KeyFigure.Of("Held-out impressions", valued.Rows, FigureFormat.Count),
                KeyFigure.Of("Arms", arms.Count, FigureFormat.Count),
            ],
            [Values(verdict), Evidence(), Arms()]);
    }

    private ReportSection Values(string verdict) => new(
        "What would each policy earn?", verdict,
        [
            new ChartBlock(new IntervalChart(
                "Mean reward of an impression", $"The line is what was shown: {Show(_logged)}.", "policy", [.. policies.Select(policy => policy.Words)], new Axis("mean reward"),
                [.. Estimators.Take(2).Select(each => new IntervalSeries(each.Words, [.. _values.Select(value => Estimate.Of(value.Sums.Estimate(each.Estimator)))]))])
            {
                Reference = ("what was shown", _logged.Estimate),
            }),
            new TableBlock(new ReportTable(
                "Every estimate", [new ReportColumn("policy"), .. Estimators.Select(each => new ReportColumn(each.Words, FigureFormat.Number))],
                [.. policies.Select((policy, index) => (IReadOnlyList<ReportCell>)
                    [ReportCell.Of(policy.Words), .. Estimators.Select(each => ReportCell.Of(_values[index].Sums.Estimate(each.Estimator).Estimate))])])),
            new NoteBlock($"This policy is {rule}, with a share of choices at random. The doubly robust estimate is right where either the logged chances or the expected rewards are; the others go by the chances alone. Replay counts only the impressions whose arm the policy would have shown too; it is right only where every arm was shown at random alike. "
                + "Intervals are of 95 % and take impressions as independent."),
        ]);

    private ReportSection Evidence()
    {
        double clipped = _values[0].Sums.Clipped / _values[0].Sums.Rows;
        string sentence = $"For this policy the log is worth {FigureText.Of(Math.Round(_values[0].Sums.EffectiveRows), FigureFormat.Count)} impressions of its own"
            + (clipped > 0.01 ? $"; {FigureText.Of(clipped, FigureFormat.Share)} of the weights were cut, so that the estimates lean towards too little." : ".");
        return new ReportSection("How much does the log say about it?", sentence,
        [
            new TableBlock(new ReportTable(
                "Evidence", [new ReportColumn("policy"), new ReportColumn("worth impressions of its own", FigureFormat.Count), new ReportColumn("weights cut", FigureFormat.Share), new ReportColumn("impressions with its arm", FigureFormat.Share)],
                [.. policies.Select((policy, index) => (IReadOnlyList<ReportCell>)
                    [ReportCell.Of(policy.Words), ReportCell.Of(_values[index].Sums.EffectiveRows), ReportCell.Of(_values[index].Sums.Clipped / valued.Rows), ReportCell.Of(_values[index].Sums.Matches / valued.Rows)])])),
        ]);
    }

    private ReportSection Arms()
    {
        int constant = statistics.Features - 1;
        double pulls = Enumerable.Range(0, arms.Count).Sum(statistics.PullsOf);
        int[] order = [.. Enumerable.Range(0, arms.Count).OrderByDescending(arm => _values[0].Shares[arm]).ThenBy(arm => arm).Take(MostArms)];
        double Mean(int arm) => statistics.PullsOf(arm) > 0 ? statistics.RewardsOf(arm)[constant] / statistics.PullsOf(arm) : double.NaN;
        return new ReportSection("Which arm is shown how often?", $"This policy shows {arms[order[0]]} most often: {FigureText.Of(_values[0].Shares[order[0]], FigureFormat.Share)} of the time.",
        [
            new ChartBlock(new BarChart(
                "Share of impressions", "What was shown, and what the policy would show.", "arm", [.. order.Select(arm => arms[arm])], FigureFormat.Share,
                [new BarSeries("this policy", [.. order.Select(arm => _values[0].Shares[arm])]), new BarSeries("what was shown", [.. order.Select(arm => statistics.PullsOf(arm) / pulls)])])),
            new TableBlock(new ReportTable(
                "Every arm", [new ReportColumn("arm"), new ReportColumn("shown", FigureFormat.Count), new ReportColumn("mean reward", FigureFormat.Number), new ReportColumn("this policy", FigureFormat.Share)],
                [.. order.Select(arm => (IReadOnlyList<ReportCell>)[ReportCell.Of(arms[arm]), ReportCell.Of(statistics.PullsOf(arm)), ReportCell.Of(Mean(arm)), ReportCell.Of(_values[0].Shares[arm])])])),
            new NoteBlock($"An arm that was shown fewer than {BanditRequest.Floor} times counts as never shown."),
        ]);
    }

    private static string Show(ConfidenceInterval interval) => FigureText.Of(Estimate.Of(interval), FigureFormat.Number);
}
