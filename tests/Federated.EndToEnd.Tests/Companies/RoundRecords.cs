using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Federated.EndToEnd.Tests.Companies;

/// <summary>Reads the rounds from the coordinator's database, also while it is in use.</summary>
internal sealed class RoundRecords(string path)
{
    public List<RoundRecord> List()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT round, attempt, state, stage, invited, coalesce(survivors, '[]'), opened_at FROM rounds ORDER BY round, attempt";
        using var row = query.ExecuteReader();
        var records = new List<RoundRecord>();
        while (row.Read())
        {
            records.Add(new RoundRecord(
                row.GetInt32(0), row.GetInt32(1), row.GetString(2), row.GetString(3), Names(row.GetString(4)), Names(row.GetString(5)),
                DateTimeOffset.Parse(row.GetString(6), CultureInfo.InvariantCulture)));
        }

        return records;
    }

    /// <summary>The attempts that were sealed: one a round, every round of the job.</summary>
    public List<RoundRecord> Sealed(int rounds)
    {
        var done = List().Where(record => record.State == "sealed").ToList();
        Assert.Equal(Enumerable.Range(1, rounds), done.Select(record => record.Round));
        return done;
    }

    private static string[] Names(string json) => JsonSerializer.Deserialize<string[]>(json)!;
}
