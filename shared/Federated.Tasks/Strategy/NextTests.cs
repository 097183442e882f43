using System.Globalization;
using Federated.Learning.Experiments;
using Federated.Tasks.Reports;

namespace Federated.Tasks.Strategy;

/// <summary>What to test next, from what a sheet does not know; the most useful first.</summary>
public static class NextTests
{
    private const double LeastShareOfFair = 0.5;
    private const int FewContacts = 100;
    private const double HoldOut = 0.1;

    /// <summary>Every test that the evidence gives a reason for.</summary>
    public static IReadOnlyList<NextTest> Of(StrategyEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return [.. new[] { Experiment(evidence), Doubt(evidence), Keep(evidence), Offers(evidence) }.OfType<NextTest>(), .. Segments(evidence), .. OwnModels(evidence), .. Drift(evidence)];
    }

    private static NextTest? Experiment(StrategyEvidence evidence)
    {
        if (evidence.Effect == EffectKind.Own)
            return null;
        string why = evidence.Effect == EffectKind.Chance
            ? "No randomised campaign was evaluated, so nobody knows how many would respond without a contact."
            : "There is no targetable signal: a campaign over more customers, with fields that may tell them apart, could find one.";
        (SourcedFigure? size, string command, string added) = Size(evidence);
        return new NextTest("Contact a random half and compare", $"{why}{added}", size, command);
    }

    private static (SourcedFigure? Size, string Command, string Words) Size(StrategyEvidence evidence)
    {
        const string General = "fed-node plan experiment --baseline SHARE --effect LEAST";
        if (evidence.BaseRate is not { } rate || (evidence.BreakEven ?? evidence.AverageEffect?.WithoutInterval()) is not { } least)
            return (null, General, "");
        (double baseline, double effect) = (Rounded(rate.Value), Rounded(least.Value));
        if (!(baseline is > 0 and < 1) || effect == 0 || !(baseline + effect is > 0 and < 1))
            return (null, General, "");
        string command = string.Create(CultureInfo.InvariantCulture, $"fed-node plan experiment --baseline {baseline} --effect {effect}");
        SourceMarks marks = rate.Sources | least.Sources;
        string words = evidence.BreakEven is null
            ? $" {rate.Words(FigureFormat.Share)} respond without it; the measured average effect of {least.Words(FigureFormat.Points)} is what such a test should find."
            : $" {rate.Words(FigureFormat.Share)} respond without it; a contact pays from {least.Words(FigureFormat.Points)} more on.";
        return (new SourcedFigure(SampleSize.OfShares(baseline, effect).Fixed, marks), command, words);
    }

    private static NextTest? Doubt(StrategyEvidence evidence) =>
        evidence.Effect != EffectKind.Chance && evidence.Return is { Number: { HasInterval: true, Low: < 0, High: > 0 } } doubtful
            ? new NextTest("Contact part of the list first", $"The list's expected return may be a loss: {doubtful.Words(FigureFormat.Amount)}.", null, "fed-node plan experiment --baseline SHARE --effect LEAST, then task: experiment")
            : null;

    private static NextTest? Keep(StrategyEvidence evidence) => evidence.Contacts.Value < 2 / HoldOut
        ? null
        : new NextTest(
            "Leave a random tenth of the list alone",
            $"Of {evidence.Contacts.Words(FigureFormat.Count)} contacts a tenth that is drawn at random and not contacted shows what the rest changed, and is the data of the next job.",
            new SourcedFigure(Math.Round(evidence.Contacts.Value * HoldOut), evidence.Contacts.Sources), "task: uplift, with the field treatment: false for the tenth");

    private static NextTest? Offers(StrategyEvidence evidence)
    {
        (string Name, SourcedFigure Rate)[] known = [.. evidence.Offers.Where(offer => offer.Rate.Number.HasInterval).OrderByDescending(offer => offer.Rate.Value)];
        if (known.Length < 2)
            return null;
        (string Name, SourcedFigure Rate) best = known[0];
        string[] near = [.. known.Skip(1).Where(offer => offer.Rate.Number.High >= best.Rate.Number.Low).Select(offer => $"{offer.Name} {offer.Rate.Words(FigureFormat.Share)}")];
        return near.Length == 0 ? null : new NextTest(
            "Show the leading offers side by side", $"{best.Name} leads with {best.Rate.Words(FigureFormat.Share)}, and the intervals of these overlap with its own: {string.Join("; ", near)}.", null,
            "task: creative, with the chances that fed-node score creative gives as propensity");
    }

    private static IEnumerable<NextTest> Segments(StrategyEvidence evidence)
    {
        double customers = evidence.Segments.Sum(segment => segment.Customers.Value);
        foreach ((string name, SourcedFigure all, SourcedFigure contacts) in evidence.Segments)
        {
            double fair = evidence.Contacts.Value * all.Value / customers;
            if (contacts.Value >= FewContacts || contacts.Value >= LeastShareOfFair * fair)
                continue;
            yield return new NextTest(
                $"Try some of segment {name}", $"{contacts.Words(FigureFormat.Count)} of its {all.Words(FigureFormat.Count)} customers are on the list: too few to learn how they respond.",
                new SourcedFigure(Math.Min(FewContacts, all.Value), all.Sources), "draw them at random, and add them to the campaign's table");
        }
    }

    private static IEnumerable<NextTest> OwnModels(StrategyEvidence evidence) => evidence.OwnIsBetter.Select(source => new NextTest(
        $"Ask whether {source.Name} should be learnt together", $"On your own rows your own model does as well as the joint one {source.Marks}, and your scores come from it: other fields, or partners more like you, may help.", null,
        $"fed-node report {source.Name} --job {source.JobId}"));

    private static IEnumerable<NextTest> Drift(StrategyEvidence evidence) => evidence.Drifted.Select(drift => new NextTest(
        $"Train {drift.Source.Name} anew", $"{drift.Field} has changed a lot since: stability index {drift.Index.Words(FigureFormat.Number)}. Check the column, then ask for a new run.", null,
        $"fed-node report {drift.Source.Name} --job {drift.Source.JobId}"));

    // Two significant digits: a plan for more would pretend to know more.
    private static double Rounded(double number) => number == 0 || !double.IsFinite(number) ? 0 : double.Parse(number.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
