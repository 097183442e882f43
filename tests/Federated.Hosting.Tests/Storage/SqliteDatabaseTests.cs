using Federated.Hosting.CommandLine;
using Federated.Hosting.Storage;
using Microsoft.Data.Sqlite;

namespace Federated.Hosting.Tests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private const string First = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);";
    private const string Second = "ALTER TABLE notes ADD COLUMN at TEXT;";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_OlderShape_TakesTheMissingStepsAndKeepsTheRows()
    {
        new SqliteDatabase(_folder["a.db"], [First]).Execute("INSERT INTO notes (text) VALUES ('old')");
        var migrated = new SqliteDatabase(_folder["a.db"], [First, Second]);
        var now = new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.FromHours(2));
        migrated.Execute("UPDATE notes SET at = $now", ("$now", now));
        Assert.Equal([("old", now.ToUniversalTime())], migrated.Query("SELECT text, at FROM notes", row => (row.GetString(0), row.Instant(1))));
    }

    [Fact]
    public void Open_SameShape_TakesNoStepAgain()
    {
        _ = new SqliteDatabase(_folder["a.db"], [First, Second]);
        var again = new SqliteDatabase(_folder["a.db"], [First, Second]);
        Assert.Equal([2L], again.Query("PRAGMA user_version", row => row.GetInt64(0)));
    }

    [Fact]
    public void Open_NewerShape_IsRefusedWithWords()
    {
        _ = new SqliteDatabase(_folder["a.db"], [First, Second]);
        var refusal = Assert.Throws<CommandException>(() => new SqliteDatabase(_folder["a.db"], [First]));
        Assert.Equal("FED-DATABASE-NEWER", refusal.Code);
        Assert.Contains("shape 2", refusal.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_StepThatFails_LeavesTheShapeAsItWas()
    {
        _ = new SqliteDatabase(_folder["a.db"], [First]);
        Assert.Throws<SqliteException>(() => new SqliteDatabase(_folder["a.db"], [First, Second, "CREATE NONSENSE;"]));
        var back = new SqliteDatabase(_folder["a.db"], [First]);
        Assert.Equal([1L], back.Query("PRAGMA user_version", row => row.GetInt64(0)));
        Assert.Equal([2L], back.Query("SELECT count(*) FROM pragma_table_info('notes')", row => row.GetInt64(0)));
    }

    [Fact]
    public void InTransaction_WorkThatThrows_LeavesNothing()
    {
        var database = new SqliteDatabase(_folder["a.db"], [First]);
        Assert.Throws<InvalidOperationException>(() => database.InTransaction<int>(connection =>
        {
            connection.Execute("INSERT INTO notes (text) VALUES ('half')");
            throw new InvalidOperationException("killed");
        }));
        Assert.Empty(database.Query("SELECT text FROM notes", row => row.GetString(0)));
    }

    [Fact]
    public void InTransaction_WorkThatEnds_IsThereForTheNextProcess()
    {
        var database = new SqliteDatabase(_folder["a.db"], [First]);
        Assert.Equal(1, database.InTransaction(connection => connection.Execute("INSERT INTO notes (text) VALUES ('whole')")));
        Assert.Equal(["whole"], new SqliteDatabase(_folder["a.db"], [First]).Query("SELECT text FROM notes", row => row.GetString(0)));
    }

    [Fact]
    public void Execute_TextThatLooksLikeSql_IsAValue()
    {
        const string hostile = "'); DROP TABLE notes; --";
        var database = new SqliteDatabase(_folder["a.db"], [First]);
        database.Execute("INSERT INTO notes (text) VALUES ($text)", ("$text", hostile));
        Assert.Equal([hostile], database.Query("SELECT text FROM notes", row => row.GetString(0)));
    }
}
