using System.Text.RegularExpressions;
using Federated.Samples.Quickstart.Partners;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Quickstart.Tests.Partners;

public class PartnerNamesTests
{
    [Fact]
    public void For_Values_GivesNames()
    {
        var names = new PartnerNames("TrafficType");
        Assert.Equal("traffictype-2", names.For("2"));
        Assert.Equal("month-to-month", names.For("Month-to-month"));
        Assert.Equal("month-to-month-2", names.For("month to month"));
        Assert.Equal("traffictype", names.For("é"));
    }

    [Fact]
    public void For_AnyValues_AreUniqueNamesOfTheConsortium() =>
        Prop.ForAll<string[], string>((values, column) =>
        {
            var names = new PartnerNames(column ?? "");
            string[] given = [.. values.Concat(values).Select(value => names.For(value ?? ""))];
            Assert.Distinct(given);
            Assert.All(given, name => Assert.Matches(new Regex(@"\A[a-z0-9][a-z0-9-]{0,39}\z"), name));
        }).QuickCheckThrowOnFailure();
}
