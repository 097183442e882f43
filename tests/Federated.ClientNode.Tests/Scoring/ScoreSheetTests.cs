using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Join;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class ScoreSheetTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Write_Customers_HasIdScoreAndGroup()
    {
        ScoreSheet.Write(_files.File("scores.csv"), "customer", ["a", "b"], [0.25f, 0.1234567f]);
        Assert.Equal("customer,score,group\na,0.250000,10\nb,0.123457,5\n", Written().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-7", "'-7")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("=1,\"2\"", "\"'=1,\"\"2\"\"\"")]
    [InlineData("c-7", "c-7")]
    public void Write_IdThatASpreadsheetWouldRun_IsMadeText(string id, string cell)
    {
        ScoreSheet.Write(_files.File("scores.csv"), "customer", [id], [0.5f]);
        var row = Written().ReplaceLineEndings("\n").Split('\n')[1];
        Assert.Equal(cell.Trim('"'), row[..row.LastIndexOf(",0.5", StringComparison.Ordinal)].Trim('"'));
        Assert.EndsWith(",0.500000,10", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HeadingThatASpreadsheetWouldRun_IsMadeText()
    {
        ScoreSheet.Write(_files.File("scores.csv"), "=id", ["a"], [0.5f]);
        Assert.StartsWith("'=id,score,group", Written(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FileThatExists_IsReplacedWhole()
    {
        _files.Write("scores.csv", new string('x', 10_000));
        ScoreSheet.Write(_files.File("scores.csv"), "customer", ["a"], [0.5f]);
        Assert.DoesNotContain("x", Written(), StringComparison.Ordinal);
        Assert.Equal(["scores.csv"], Directory.GetFiles(_files.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_FailureOnTheWay_LeavesTheOldFile()
    {
        _files.Write("scores.csv", "old");
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreSheet.Write(_files.File("scores.csv"), "customer", [], [0.5f]));
        Assert.Equal("old", Written());
        Assert.Equal(["scores.csv"], Directory.GetFiles(_files.Root).Select(Path.GetFileName));
    }

    private string Written() => File.ReadAllText(_files.File("scores.csv"));
}
