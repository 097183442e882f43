using Federated.Tasks.Reports;

namespace Federated.Tasks.Tests.Reports;

public class RowBandTests
{
    [Theory]
    [InlineData(0, "fewer than 100")]
    [InlineData(99, "fewer than 100")]
    [InlineData(100, "100 to 299")]
    [InlineData(9_999, "3,000 to 9,999")]
    [InlineData(10_000, "10,000 to 29,999")]
    [InlineData(99_000_000, "10,000,000 or more")]
    public void Of_Rows_NamesTheBand(long rows, string band) => Assert.Equal(band, RowBand.Of(rows));
}
