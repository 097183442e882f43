using Federated.ClientNode.Data.Sql;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Data.Sql;
using Federated.ClientNode.Tests.Join;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Scores;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class ScoreTableTests : IDisposable
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 8, 20, 6, 0, 0, TimeSpan.Zero));
    private readonly SqliteScenario _shop = new("CREATE TABLE customers (customer TEXT)", "INSERT INTO customers VALUES ('a'), ('b')");

    private SqlDestination Destination => SqlDestination.Of(_shop.Mapping("SELECT * FROM customers"));

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Write_NoTable_MakesItWithTypesAndEveryResult()
    {
        Write("m@1", Batch("m@1", ("a", 0.25, 3), ("b", double.NaN, 0)));
        Assert.Equal(
            ["id number|TEXT", "score|REAL", "score_group|INTEGER", "reason_1|TEXT", "reason_2|TEXT", "task|TEXT", "model_version|TEXT", "scored_at|TEXT"],
            Query("SELECT name || '|' || type FROM pragma_table_info('churn_scores')"));
        Assert.Equal(
            ["a|0.25|3|why a|-|churn|m@1|2026-08-20T06:00:00Z", "b|-|-|why b|-|churn|m@1|2026-08-20T06:00:00Z"],
            Query("""
                SELECT "id number" || '|' || coalesce(score, '-') || '|' || coalesce(score_group, '-') || '|' || reason_1 || '|' || coalesce(reason_2, '-') || '|' || task || '|' || model_version || '|' || scored_at
                FROM churn_scores
                """));
    }

    [Fact]
    public void Write_SameModelAgain_ReplacesItsRowsAndNoOthers()
    {
        Write("m@1", Batch("m@1", ("a", 0.25, 1), ("b", 0.5, 2)));
        Write("m@2", Batch("m@2", ("a", 0.125, 1)));
        Write("m@1", Batch("m@1", ("c", 0.75, 1)));
        Assert.Equal(["c m@1 0.75", "a m@2 0.125"], Query("""SELECT "id number" || ' ' || model_version || ' ' || score FROM churn_scores ORDER BY model_version"""));
        Write("m@1", [Batch("m@1", ("d", 0.5, 1))[0]], task: "response");
        Assert.Equal(["churn 2", "response 1"], Query("SELECT task || ' ' || count(*) FROM churn_scores GROUP BY task ORDER BY task"));
    }

    [Fact]
    public void Write_FaultInALaterBatch_LeavesTheTableAsItWas()
    {
        IEnumerable<ScoredCustomers> Broken(string version)
        {
            yield return Batch(version, ("c", 0.5, 1))[0];
            throw new IOException("the disk is gone");
        }

        Assert.Throws<IOException>(() => Write("m@1", Broken("m@1")));
        Assert.Empty(Query("SELECT name FROM sqlite_master WHERE name = 'churn_scores'"));
        Write("m@1", Batch("m@1", ("a", 0.25, 1)));
        Assert.Throws<IOException>(() => Write("m@1", Broken("m@1")));
        Assert.Equal(["a"], Query("""SELECT "id number" FROM churn_scores"""));
    }

    [Fact]
    public void Write_ReaderThatStops_LeavesTheTableAsItWas()
    {
        var batches = Batch("m@1", ("a", 0.25, 1)).Concat(Batch("m@1", ("b", 0.25, 1)));
        Assert.Single(new ScoreTable(Destination, SqlTableName.Parse("churn_scores"), "churn", 2, Clock).Write(batches).Take(1));
        Assert.Empty(Query("SELECT name FROM sqlite_master WHERE name = 'churn_scores'"));
    }

    [Fact]
    public void Write_WhileTheSameFileIsRead_WritesManyPages()
    {
        // SQLite's cache holds 2 MB; what is more than that must go somewhere while the file is locked by its reader.
        using var reader = Open();
        using var reading = reader.CreateCommand();
        reading.CommandText = "SELECT customer FROM customers";
        IEnumerable<ScoredCustomers> Batches()
        {
            using var rows = reading.ExecuteReader();
            rows.Read();
            for (var batch = 0; batch < 20; batch++)
                yield return Batch("m@1", [.. Enumerable.Range(0, 1000).Select(row => ($"{new string('x', 200)}{batch}-{row}", 0.5, 1))])[0];
        }

        Write("m@1", Batches());
        Assert.Equal(["20000"], Query("SELECT count(*) FROM churn_scores"));
    }

    [Fact]
    public void Write_TableWithOtherColumns_IsRefusedAndLeftAlone()
    {
        Execute("CREATE TABLE churn_scores (id TEXT, score REAL); INSERT INTO churn_scores VALUES ('z', 1)");
        var refusal = Assert.Throws<CommandException>(() => Write("m@1", Batch("m@1", ("a", 0.25, 1))));
        Assert.Equal("FED-SCORE-TABLE", refusal.Code);
        Assert.Contains("it lacks id number, score_group", refusal.What, StringComparison.Ordinal);
        Assert.Contains("it has id", refusal.What, StringComparison.Ordinal);
        Assert.Equal(["z"], Query("SELECT id FROM churn_scores"));
    }

    [Theory]
    [InlineData("Score")]
    [InlineData("task")]
    [InlineData("a\nb")]
    [InlineData("")]
    public void Write_IdColumnThatCannotBeOne_IsRefused(string heading) =>
        Assert.Equal("FED-SCORE-TABLE", Assert.Throws<CommandException>(() => Write("m@1", [Batch("m@1", ("a", 0.25, 1))[0] with { Heading = heading }])).Code);

    [Fact]
    public void Write_IdColumnWithQuotes_IsOnlyAName()
    {
        Write("m@1", [Batch("m@1", ("a'); DROP TABLE customers; --", 0.25, 1))[0] with { Heading = "x\" TEXT); DROP TABLE customers; --" }]);
        Assert.Equal(["a'); DROP TABLE customers; --"], Query("SELECT \"x\"\" TEXT); DROP TABLE customers; --\" FROM churn_scores"));
        Assert.Equal(["2"], Query("SELECT count(*) FROM customers"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("a.")]
    [InlineData("1st")]
    [InlineData("scores\"; DROP TABLE customers; --")]
    [InlineData("naïve")]
    public void TableName_ThatIsNone_IsRefused(string name) => Assert.Equal("FED-SCORE-TABLE", Assert.Throws<CommandException>(() => SqlTableName.Parse(name)).Code);

    [Fact]
    public void Write_DriverOfTheFolder_FillsTheTableThatIsThere()
    {
        Directory.CreateDirectory(Path.Combine(_shop.Folder, "drivers"));
        var own = Path.GetDirectoryName(typeof(SqliteConnection).Assembly.Location)!;
        foreach (var dll in Directory.EnumerateFiles(own, "SQLitePCLRaw*.dll"))
            File.Copy(dll, Path.Combine(_shop.Folder, "drivers", Path.GetFileName(dll)));
        File.Copy(typeof(SqliteConnection).Assembly.Location, Path.Combine(_shop.Folder, "drivers", "Shop.Driver.dll"));
        var destination = new SqlDestination("Shop.Driver", ConnectionText.Of($"Data Source={_shop.Path};Pooling=False"), TimeSpan.FromMinutes(1), _shop.Folder);
        var refusal = Assert.Throws<CommandException>(() => Write("m@1", Batch("m@1", ("a", 0.25, 1)), destination));
        Assert.Contains("id number, score, score_group", refusal.Mend, StringComparison.Ordinal);
        Execute("""CREATE TABLE churn_scores ("id number" TEXT, score REAL, score_group INTEGER, reason_1 TEXT, reason_2 TEXT, task TEXT, model_version TEXT, scored_at TEXT)""");
        Write("m@1", Batch("m@1", ("a", 0.25, 1)), destination);
        Write("m@1", Batch("m@1", ("b", 0.5, 1)), destination);
        Assert.Equal(["b 0.5"], Query("""SELECT "id number" || ' ' || score FROM churn_scores"""));
    }

    [Fact]
    public void Load_FileWithFaults_NamesEach()
    {
        var path = Path.Combine(_shop.Folder, "warehouse.yaml");
        File.WriteAllText(path, "provider: sqlite\nconnection: scores.db\n");
        Assert.Equal(("sqlite", _shop.Folder), (SqlDestination.Load(path).Provider, SqlDestination.Load(path).Directory));
        foreach (var text in new[] { "provider: sqlite\n", "connection: x\n", "provider: sqlite\nconnection: a\nconnection_file: b\n", "provider: sqlite\nconnection: a\nsql: SELECT 1\n" })
        {
            File.WriteAllText(path, text);
            Assert.Throws<Tasks.Documents.DocumentException>(() => SqlDestination.Load(path));
        }
    }

    [Fact]
    public void Open_DatabaseThatIsNotThere_NeverShowsThePassword()
    {
        var destination = new SqlDestination("postgres", ConnectionText.Of("Host=127.0.0.1;Port=1;Username=somebody;Password=x1y2z3;Timeout=2"), TimeSpan.FromSeconds(5), _shop.Folder);
        var refusal = Assert.Throws<CommandException>(destination.Open);
        Assert.Equal(("FED-SCORE-DATABASE", ExitCode.Failed), (refusal.Code, refusal.Exit));
        Assert.DoesNotContain("x1y2z3", refusal.Message + refusal.Mend + destination, StringComparison.Ordinal);
    }

    /// <summary>Two columns of reasons, of which the second is never filled.</summary>
    internal static ScoredCustomers[] Batch(string version, params (string Id, double Score, int Group)[] rows) =>
    [
        new("id number", [.. rows.Select(row => row.Id)], HasIds: true,
            new ScoredRows([new ScoreColumn("score", [.. rows.Select(row => row.Score)])], isRanking: true, [.. rows.Select(row => new[] { new Reason("f", $"why {row.Id}", 1) })]),
            [.. rows.Select(row => row.Group)], version),
    ];

    private void Write(string version, IEnumerable<ScoredCustomers> batches, SqlDestination? destination = null, string task = "churn") =>
        Assert.All(new ScoreTable(destination ?? Destination, SqlTableName.Parse("churn_scores"), task, 2, Clock).Write(batches), batch => Assert.Equal(version, batch.Version));

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={_shop.Path};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Query(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetValue(0).ToString()!);
        return lines;
    }
}
