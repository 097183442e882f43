using Federated.ClientNode.Ledger;
using Federated.ClientNode.Outcomes;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Join;
using Federated.ClientNode.Tests.Scoring;
using Federated.Hosting.Storage;

namespace Federated.ClientNode.Tests.Outcomes;

public sealed class OutcomeBookTests : IDisposable
{
    private static readonly DateOnly ScoredOn = new(2026, 8, 20);

    private readonly TemporaryDirectory _files = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 8, 20, 6, 0, 0, TimeSpan.Zero));
    private readonly OutcomeBook _book;
    private readonly ScoreBook _scores;

    public OutcomeBookTests()
    {
        var ledger = new SqliteDatabase(_files.File("ledger.db"), LedgerShape.Steps);
        (_book, _scores) = (new OutcomeBook(ledger, _clock), new ScoreBook(ledger, _clock));
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Record_SameCustomerAndDay_TakesTheEarlierOnesPlace()
    {
        Assert.Equal((2, 0), _book.Record("churn", [new("a", "no", ScoredOn), new("b", "yes", ScoredOn)]));
        Assert.Equal((1, 1), _book.Record("churn", [new("a", "yes", ScoredOn), new("a", "no", ScoredOn.AddDays(1))]));
    }

    [Fact]
    public void Labels_LatestOutcome_OverridesByIdAndNothingElse()
    {
        _book.Record("churn", [new("a", "yes", ScoredOn), new("a", "no", ScoredOn.AddDays(-30)), new("b", "no", ScoredOn), new("c", "gone", ScoredOn)]);
        _book.Record("other", [new("d", "yes", ScoredOn)]);
        var labels = _book.Labels(Customers.Job.Contract);
        Assert.Equal((2, 1), (labels.Count, labels.Ignored));
        Assert.True(labels.TryFind(" a ", out var ofA));
        Assert.True(labels.TryFind("b", out var ofB));
        Assert.Equal((1f, 0f), (ofA, ofB));
        Assert.False(labels.TryFind("c", out _));
        Assert.False(labels.TryFind("d", out _));
    }

    [Fact]
    public void Matches_OutcomeBeforeTheScore_IsNoTestOfIt()
    {
        _scores.Record("churn-1", "m", ["a", "b", "c", "d"], [0.9f, 0.4f, 0.1f, 0.2f]);
        _book.Record("churn", [new("a", "yes", ScoredOn.AddDays(20)), new("b", "yes", ScoredOn.AddDays(-1)), new("c", "yes", ScoredOn.AddDays(1)), new("c", "no", ScoredOn.AddDays(60)), new("x", "yes", ScoredOn.AddDays(1))]);
        Assert.Equal([(0.1f, "no"), (0.9f, "yes")], _book.Matches(_scores.FindLast("churn-1")!, "churn").Order());
    }

    [Fact]
    public void Backtest_NewestScoresWithoutOutcomes_TakesThoseBefore()
    {
        var label = LabelValues.Of(Customers.Job.Contract)!;
        Assert.Null(Backtesting.OfLastScores(_scores, _book, "churn-1", label));
        _scores.Record("churn-1", "old", ["a", "b"], [0.9f, 0.1f]);
        _book.Record("churn", [new("a", "yes", ScoredOn.AddDays(1)), new("b", "no", ScoredOn.AddDays(1))]);
        _clock.Now = _clock.Now.AddDays(30);
        _scores.Record("churn-1", "new", ["a", "b"], [0.2f, 0.8f]);
        var result = Backtesting.OfLastScores(_scores, _book, "churn-1", label)!;
        Assert.Equal((2, 2, 1, 1.0), (result.Scored, result.Matched, result.Positives, result.AreaUnderCurve.Value));
        Assert.Equal(new DateTimeOffset(2026, 8, 20, 6, 0, 0, TimeSpan.Zero), result.ScoredAt);
    }
}
