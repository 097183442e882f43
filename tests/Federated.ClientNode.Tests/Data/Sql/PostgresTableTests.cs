using Federated.ClientNode.Data.Sql;
using Federated.Hosting.CommandLine;
using Npgsql;

namespace Federated.ClientNode.Tests.Data.Sql;

[Collection(PostgresTestGroup.Name)]
public sealed class PostgresTableTests(PostgresServer server)
{
    private static readonly SqlColumn[] Columns =
        [new("Kunde \"A\"", SqlColumnKind.Text), new("score", SqlColumnKind.Number), new("score_group", SqlColumnKind.WholeNumber), new("run", SqlColumnKind.Text), new("scored_at", SqlColumnKind.Instant)];

    private static readonly DateTime At = new(2026, 8, 20, 6, 0, 0, DateTimeKind.Utc);

    private SqlDestination Destination => new("postgres", ConnectionText.Of(server.Connection), TimeSpan.FromMinutes(1), Path.GetTempPath());

    [PostgresFact]
    public void Commit_NewTableInASchema_HasTypesAndTheRowsOfTheLastRun()
    {
        server.Execute("DROP SCHEMA IF EXISTS marketing CASCADE; CREATE SCHEMA marketing");
        Write("marketing.scores", "one", ["a", 0.1, 10L, "one", At], ["b", null, null, "one", At]);
        Write("marketing.scores", "two", ["z", 0.5, 1L, "two", At]);
        Write("marketing.scores", "one", ["c", 0.3, 2L, "one", At]);
        Assert.Equal(["c 0.3 2 one 2026-08-20 06:00:00", "z 0.5 1 two 2026-08-20 06:00:00"], Query(
            "SELECT \"Kunde \"\"A\"\"\" || ' ' || score || ' ' || score_group || ' ' || run || ' ' || (scored_at AT TIME ZONE 'UTC') FROM marketing.scores ORDER BY run"));
        Assert.Equal(["text", "double precision", "bigint", "text", "timestamp with time zone"], Query(
            "SELECT data_type FROM information_schema.columns WHERE table_schema = 'marketing' AND table_name = 'scores' ORDER BY ordinal_position"));
    }

    [PostgresFact]
    public void Add_RowThatTheDatabaseRefuses_LeavesTheTableAsItWas()
    {
        server.Execute("DROP TABLE IF EXISTS scores");
        Write("scores", "one", ["a", 0.1, 10L, "one", At]);
        using (var writer = Open("scores", "one"))
        {
            writer.Add(["b", 0.2, 1L, "one", At]);
            Assert.Equal("FED-SCORE-DATABASE", Assert.Throws<CommandException>(() => writer.Add(["zero \0 in it", 0.2, 1L, "one", At])).Code);
        }

        Assert.Equal(["a"], Query("SELECT \"Kunde \"\"A\"\"\" FROM scores"));
        using (var writer = Open("nothing_yet", "one"))
            writer.Add(["b", 0.2, 1L, "one", At]);
        Assert.Equal([""], Query("SELECT coalesce(to_regclass('nothing_yet')::text, '')"));
    }

    [PostgresFact]
    public void Open_TableWithOtherColumnsOrWithoutTheRight_IsRefused()
    {
        server.Execute("DROP TABLE IF EXISTS other; CREATE TABLE other (a int)");
        Assert.Contains("it has a", Assert.Throws<CommandException>(() => Open("other", "one")).What, StringComparison.Ordinal);
        server.Execute("DROP TABLE IF EXISTS closed; CREATE TABLE closed (a int); DO $$ BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        var reader = Destination with { Connection = ConnectionText.Of(server.Connection.Replace("Username=postgres", "Username=reader", StringComparison.Ordinal)) };
        Assert.Equal("FED-SCORE-DATABASE", Assert.Throws<CommandException>(() => new SqlTableWriter(reader, SqlTableName.Parse("closed"), Columns, ("run", "one"))).Code);
        Assert.Equal("FED-SCORE-DATABASE", Assert.Throws<CommandException>(() => new SqlTableWriter(reader, SqlTableName.Parse("brand_new"), Columns, ("run", "one"))).Code);
    }

    private void Write(string table, string run, params object?[][] rows)
    {
        using var writer = Open(table, run);
        foreach (var row in rows)
            writer.Add(row);
        writer.Commit();
    }

    private SqlTableWriter Open(string table, string run) => new(Destination, SqlTableName.Parse(table), Columns, ("run", run));

    private List<string> Query(string sql)
    {
        using var connection = new NpgsqlConnection(server.Connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(0));
        return lines;
    }
}
