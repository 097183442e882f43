using Federated.Tasks.Reports;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>What a sheet says in sentences; their numbers carry their marks.</summary>
internal static class StrategyWords
{
    /// <summary>The finding, first.</summary>
    public static string Summary(StrategyFindings findings)
    {
        if (findings.List.Count == 0)
            return $"Contact nobody: of {findings.Customers.Words(FigureFormat.Count)} customers none is expected to return more than a contact costs. {Effect(findings)}";
        var total = findings.Basis.Effect == EffectKind.Chance
            ? $"the expected return if every response is due to the contact, an upper bound, is {findings.Return.WithoutInterval().Words(FigureFormat.Amount)}"
            : $"that is expected to return {findings.Return.Words(FigureFormat.Amount)}";
        return $"Contact {findings.Contacts.Words(FigureFormat.Count)} of {findings.Customers.Words(FigureFormat.Count)} customers: {total}, after {findings.Cost.Words(FigureFormat.Amount)} for the contacts. {Effect(findings)}";
    }

    /// <summary>What stands for the effect, and what follows from it.</summary>
    public static string Effect(StrategyFindings findings)
    {
        var task = findings.Basis.EffectPart.Task;
        return findings.Basis.Effect switch
        {
            EffectKind.Own => $"A randomised campaign showed that some customers respond more than others; the average effect of a contact is {findings.Basis.AverageEffect!.Value.Words(findings.Basis.EffectFormat)}.",
            EffectKind.Average => $"As for whom it works best, there is no targetable signal: every customer is expected to gain the average, {findings.Basis.AverageEffect!.Value.Words(findings.Basis.EffectFormat)}, and the list is not ranked by effect.",
            _ => $"A chance ({task}) is not an effect: who is likely to {(task == "churn" ? "leave may leave" : "respond may respond")} all the same. Customers are ranked by chance × value until an experiment has measured what a contact changes.",
        };
    }

    /// <summary>What the interval of the whole list covers, and what it does not.</summary>
    public static string Interval(StrategyFindings findings) => findings.Basis.Effect switch
    {
        EffectKind.Own => "The interval covers, with 95% confidence, the sampling error of the average effect over all partners, taken as common to every customer of the list. It does not cover how far single effects are off, that the list was chosen by them (its return is then likely to be overstated somewhat), the error of the values, or a campaign that differs from the one that was measured.",
        EffectKind.Average => "The interval covers, with 95% confidence, the sampling error of the average effect over all partners. It does not cover the error of the values, how your customers differ from those of all partners, or a campaign that differs from the one that was measured.",
        _ => "There is no interval of sampling error: the return lies between a loss of all that the contacts cost, when no response is due to them, and the figure shown, when every response is.",
    };

    /// <summary>The rule of the confidence column.</summary>
    public const string Confidence =
        "Confidence is high when a measured effect of this customer's own pays for the contact even at the lower end of the interval of the average effect, and every part of the figure is this customer's own; medium when it pays there too but an average stands in for a part; low otherwise, and wherever no effect was measured.";

    /// <summary>How an expected return comes about.</summary>
    public static string Formula(StrategyFindings findings)
    {
        var basis = findings.Basis;
        var value = basis.ValuePart is { } part
            ? $"The value of a response is {(basis.ValueColumn == StrategyColumns.AmountIfPurchase ? "the amount that is predicted if the customer buys" : "the amount that is predicted for the customer")} × your margin {basis.MeanValue.Sources}."
            : $"The value of a response is the same for all, {basis.MeanValue.Words(FigureFormat.Amount)}{(findings.Files[0].Hash.Length == 0 ? ": nothing was said of what a response earns" : "")}.";
        var channels = findings.Channels.Any(channel => channel.Factor.Value != 1)
            ? " A channel's factor is its click rate against that of all channels; that a contact works in proportion to clicks is an assumption, for a rate is not an effect."
            : "";
        return $"Expected return = {(basis.Effect == EffectKind.Chance ? "chance" : "effect")} × value × channel's factor − cost. {value}{channels}";
    }
}
