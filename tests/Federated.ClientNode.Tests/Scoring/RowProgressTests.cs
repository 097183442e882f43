using Federated.ClientNode.Scoring;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class RowProgressTests
{
    [Fact]
    public void Report_LongTable_HasALineForEachMillion()
    {
        var lines = new StringWriter { NewLine = "\n" };
        var progress = new RowProgress(lines);
        for (long rows = 300_000; rows <= 2_100_000; rows += 300_000)
            progress.Report("scored", rows, 300_000);
        Assert.Equal("– 1,000,000 rows scored\n– 2,000,000 rows scored\n", lines.ToString());
    }
}
