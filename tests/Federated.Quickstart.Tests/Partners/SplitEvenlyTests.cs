using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Partners;

namespace Federated.Quickstart.Tests.Partners;

public class SplitEvenlyTests
{
    private static readonly string[][] Rows = [.. Enumerable.Range(0, 1000).Select(row => new[] { $"u{row % 500}", $"{row}", row % 3 == 0 ? "yes" : "no" })];

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Split_Rows_AreDealtOutEvenlyAndNoneIsLost(int count)
    {
        var split = Split(count, Rows, id: -1);
        Assert.Equal(count, split.Partners.Count);
        Assert.All(split.Partners, partner => Assert.InRange(partner.Rows.Count, Rows.Length / count, (Rows.Length / count) + 1));
        Assert.Equal(Rows.OrderBy(row => row[1]), split.Partners.SelectMany(partner => partner.Rows).OrderBy(row => row[1]));
    }

    [Fact]
    public void Split_RowsOfOneCustomer_GoToOnePartner()
    {
        var homes = Split(4, Rows, id: 0).Partners.SelectMany(partner => partner.Rows.Select(row => (Id: row[0], partner.Name))).Distinct();
        Assert.Equal(500, homes.Count());
    }

    [Fact]
    public void Split_RowsInAnotherOrder_GoToTheSamePartners()
    {
        var turned = Split(4, [.. Rows.Reverse()], id: 0);
        foreach (var (partner, other) in Split(4, Rows, id: 0).Partners.Zip(turned.Partners))
            Assert.Equal(partner.Rows.Select(row => row[1]).Order(), other.Rows.Select(row => row[1]).Order());
    }

    [Fact]
    public void Split_TooFewRowsOrOneClass_IsRefused()
    {
        Assert.Equal("FED-SPLIT-FEW", Assert.Throws<CommandException>(() => Split(3, Rows[..100], id: -1)).Code);
        Assert.Contains("0 of them positive", Assert.Throws<CommandException>(() => SplitEvenly.Split(3, Rows, -1, _ => false)).What, StringComparison.Ordinal);
    }

    private static PartnerSplit Split(int count, string[][] rows, int id) => SplitEvenly.Split(count, rows, id, row => row[2] == "yes");
}
