using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Partners;

namespace Federated.Quickstart.Tests.Partners;

public class SplitByValueTests
{
    [Fact]
    public void Split_FrequentValues_AreOnePartnerEach()
    {
        var split = Split(("South West", 300, 10), ("north", 400, 10), ("east", 500, 10));
        Assert.Equal([("south-west", 300), ("east", 500), ("north", 400)], split.Partners.Select(partner => (partner.Name, partner.Rows.Count)));
        Assert.Empty(split.Notices);
    }

    [Fact]
    public void Split_RareValues_AreGroupedAndTold()
    {
        var split = Split(("1", 1000, 10), ("2", 1000, 10), ("3", 120, 5), ("4", 60, 5), ("", 30, 5));
        Assert.Equal([("group-1", 1000), ("group-2", 1000), ("other", 210)], split.Partners.Select(partner => (partner.Name, partner.Rows.Count)));
        Assert.Equal("group: 3 rare values (3, 4, blank) are grouped into the partner 'other'.", Assert.Single(split.Notices));
    }

    [Fact]
    public void Split_ValueOfOneClass_IsGroupedToo()
    {
        var split = Split(("a", 1000, 10), ("b", 1000, 10), ("c", 1000, 0), ("d", 100, 5));
        Assert.Equal(["a", "b", "other"], split.Partners.Select(partner => partner.Name));
        Assert.Equal(1100, split.Partners[2].Rows.Count);
    }

    [Fact]
    public void Split_RareValuesThatMakeNoPartner_AreLeftOutAndTold()
    {
        var split = Split(("a", 300, 10), ("b", 300, 10), ("c", 300, 10), ("d", 49, 5));
        Assert.Equal(["a", "b", "c"], split.Partners.Select(partner => partner.Name));
        Assert.Equal("group: 49 rows with rare values (d) are left out, for they are too few or all of one class.", Assert.Single(split.Notices));
    }

    [Fact]
    public void Split_ManyValues_MakeAtMostTwelvePartnersAndLoseNoRow()
    {
        var split = Split([.. Enumerable.Range(0, 15).Select(value => ($"v{value}", 300 + value, 10))]);
        Assert.Equal(PartnerLimits.MostPartners, split.Partners.Count);
        Assert.Equal("other", split.Partners[^1].Name);
        Assert.Equal(Enumerable.Range(0, 15).Sum(value => 300 + value), split.Partners.Sum(partner => partner.Rows.Count));
        Assert.Equal(PartnerLimits.MostPartners, Split([.. Enumerable.Range(0, 12).Select(value => ($"v{value}", 300, 10))]).Partners.Count);
    }

    [Fact]
    public void Split_FewerThanThree_IsRefused()
    {
        var fault = Assert.Throws<CommandException>(() => Split(("a", 500, 10), ("b", 500, 10)));
        Assert.Equal(("FED-SPLIT-FEW", ExitCode.BadInput), (fault.Code, fault.Exit));
        Assert.Contains("group has 2 values, which make 2 partners of at least 200 rows", fault.What, StringComparison.Ordinal);
    }

    private static PartnerSplit Split(params (string Value, int Rows, int Positives)[] groups)
    {
        string[][] rows = [.. groups.SelectMany(group => Enumerable.Range(0, group.Rows).Select(row => new[] { group.Value, row < group.Positives ? "yes" : "no" }))];
        return SplitByValue.Split("group", rows, row => row[0], row => row[1] == "yes");
    }
}
