using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Join;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class ScoreSheetTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Write_Customers_HasIdScoreAndGroup()
    {
        Write("customer", ["a", "b"], 0.25, 0.1234567);
        Assert.Equal("customer,score,group,model\na,0.250000,10,m@1\nb,0.123457,5,m@1\n", Written().ReplaceLineEndings("\n"));
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
        Write("customer", [id], 0.5);
        var row = Written().ReplaceLineEndings("\n").Split('\n')[1];
        Assert.Equal(cell.Trim('"'), row[..row.LastIndexOf(",0.5", StringComparison.Ordinal)].Trim('"'));
        Assert.EndsWith(",0.500000,10,m@1", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HeadingThatASpreadsheetWouldRun_IsMadeText()
    {
        Write("=id", ["a"], 0.5);
        Assert.StartsWith("'=id,score,group", Written(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FileThatExists_IsReplacedWhole()
    {
        _files.Write("scores.csv", new string('x', 10_000));
        Write("customer", ["a"], 0.5);
        Assert.DoesNotContain("x", Written(), StringComparison.Ordinal);
        Assert.Equal(["scores.csv"], Directory.GetFiles(_files.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_FailureOnTheWay_LeavesTheOldFile()
    {
        _files.Write("scores.csv", "old");
        var broken = new ScoredRows([new ScoreColumn("score", [0.5])], isRanking: true, [new BrokenReasons()]);
        Assert.Throws<InvalidOperationException>(() => ScoreSheet.Write(_files.File("scores.csv"), [new ScoredCustomers("customer", ["a"], true, broken, [10], "m@1")], reasons: 1));
        Assert.Equal("old", Written());
        Assert.Equal(["scores.csv"], Directory.GetFiles(_files.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_SeveralResultsAndReasons_HasAColumnForEach()
    {
        var rows = new ScoredRows(
            [new ScoreColumn("score", [0.5, double.NaN]), new ScoreColumn("segment", ["loyal", "=new"])], isRanking: false,
            [[new Reason("age", "age is low (19)", -0.4), new Reason("plan", "-plan", 0.1)], [new Reason("age", "age is high (70)", 0.2)]]);
        ScoreSheet.Write(_files.File("scores.csv"), [new ScoredCustomers("id", ["a", "b"], true, rows, null, "m@1")], reasons: 2);
        Assert.Equal("id,score,segment,reason_1,reason_2,model\na,0.500000,loyal,age is low (19),'-plan,m@1\nb,,'=new,age is high (70),,m@1\n", Written().ReplaceLineEndings("\n"));
    }

    private void Write(string heading, string[] names, params double[] scores)
    {
        var rows = new ScoredRows([new ScoreColumn("score", scores)], isRanking: true);
        ScoreSheet.Write(_files.File("scores.csv"), [new ScoredCustomers(heading, names, true, rows, ScoreGroups.Of(rows.Ranking()), "m@1")], reasons: 0);
    }

    private string Written() => File.ReadAllText(_files.File("scores.csv"));

    /// <summary>Reasons that can be counted and not read, as after a fault of the disk half-way through.</summary>
    private sealed class BrokenReasons : IReadOnlyList<Reason>
    {
        public int Count => 1;

        public Reason this[int index] => throw new InvalidOperationException();

        public IEnumerator<Reason> GetEnumerator() => throw new InvalidOperationException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw new InvalidOperationException();
    }
}
