using Federated.ClientNode.Ledger;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Join;
using Federated.Hosting.Storage;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class ScoreBookTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 8, 20, 6, 0, 0, TimeSpan.Zero));
    private readonly SqliteDatabase _ledger;
    private readonly ScoreBook _book;

    public ScoreBookTests()
    {
        _ledger = new SqliteDatabase(_files.File("ledger.db"), LedgerShape.Steps);
        _book = new ScoreBook(_ledger, _clock);
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Record_Scores_AreFoundAgainWithTheirCuts()
    {
        float[] scores = [.. Enumerable.Range(0, 40).Select(row => row / 40f)];
        _book.Record("churn-1", "b7f0", [.. Enumerable.Range(0, 40).Select(row => $"c{row}")], scores);
        var run = _book.FindLast("churn-1")!;
        Assert.Equal(("churn-1", "b7f0", 40, _clock.Now), (run.JobId, run.ModelHash, run.Customers, run.At));
        Assert.Equal(ScoreGroups.Cuts(scores), run.Cuts);
        Assert.Null(_book.FindLast("churn-2"));
    }

    [Fact]
    public void Record_CustomerThatOccursTwice_HasTheScoreOfItsLastRow()
    {
        _book.Record("churn-1", "b7f0", ["a", "a", "b"], [0.1f, 0.7f, 0.2f]);
        Assert.Equal(2, _book.FindLast("churn-1")!.Customers);
        Assert.Equal([0.2, 0.7], _ledger.Query("SELECT score FROM scores ORDER BY score", row => Math.Round(row.GetDouble(0), 6)));
    }

    [Fact]
    public void Record_FourthTime_DropsTheFirstOfThatJobOnly()
    {
        _book.Record("value-1", "aa", ["a"], [0.5f]);
        for (var run = 0; run < 4; run++)
            _book.Record("churn-1", $"m{run}", ["a"], [0.1f * run]);
        Assert.Equal(["m3", "m2", "m1"], _book.Runs("churn-1").Select(run => run.ModelHash));
        Assert.NotNull(_book.FindLast("value-1"));
        Assert.Equal(4, _ledger.Query("SELECT count(*) FROM scores", row => row.GetInt32(0)).Single());
    }

    [Fact]
    public void Record_Ledger_HoldsNoId()
    {
        _book.Record("churn-1", "b7f0", ["customer-4711-secret"], [0.5f]);
        using (var connection = _ledger.Open())
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.DoesNotContain("4711", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(_files.File("ledger.db"))), StringComparison.Ordinal);
    }
}
