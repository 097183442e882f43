using Federated.ClientNode.Ledger;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Node;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Tests.Ledger;

public sealed class NodeLedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void RecordReleased_LedgerOpenedAgain_IsFoundByItsStateAndByItsJob()
    {
        ReleasedRound first = Release("churn", 1, "state"), second = Release("churn", 2, "next"), other = Release("churn-again", 1, "state");
        NodeLedger ledger = Open();
        foreach (ReleasedRound round in new[] { first, second, other })
            ledger.RecordReleased(round);

        NodeLedger again = Open();

        Assert.Equal(["churn", "churn-again"], again.FindReleases(Digest.Of("state"u8)).Select(round => round.JobId).Order());
        Assert.Empty(again.FindReleases(Digest.Of("never"u8)));
        Assert.Equal(2, again.FindLatestRelease("churn")!.Round);
        Assert.Equal(["Aldgate", "Casa \"Verde\""], again.FindReleases(Digest.Of("next"u8)).Single().Companies);
        Assert.Equal(second.Survivors, again.FindLatestRelease("churn")!.Survivors);
        Assert.Null(again.FindLatestRelease("unknown"));
    }

    [Fact]
    public void Release_OfALedgerThatDidNotKeepStates_CountsForItsRoundAlone()
    {
        Open().RecordReleased(Release("churn", 4, "state"));
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "ledger.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE released SET state_hash = NULL, companies = ''";
            command.ExecuteNonQuery();
        }

        NodeLedger ledger = Open();

        Assert.Equal(4, ledger.ReadHistory("churn").LastReleasedRound);
        Assert.Null(ledger.FindLatestRelease("churn"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private NodeLedger Open() => NodeLedger.Open(Path.Combine(_folder, "ledger.db"), TimeProvider.System);

    private static ReleasedRound Release(string job, long round, string state) => new(
        job, round, 1, Digest.Of(System.Text.Encoding.UTF8.GetBytes(state)), new SignedSurvivors(Digest.Of("cohort"u8), Digest.Of("survivors"u8)), ["Aldgate", "Casa \"Verde\""]);
}
