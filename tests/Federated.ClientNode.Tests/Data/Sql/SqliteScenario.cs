using Federated.ClientNode.Data;
using Federated.ClientNode.Tests.Join;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Tests.Data.Sql;

/// <summary>A SQLite file that a node reads.</summary>
internal sealed class SqliteScenario : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public SqliteScenario(params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Join(";\n", statements);
        command.ExecuteNonQuery();
    }

    public string Folder => _folder.Root;

    public string Path => _folder.File("shop.db");

    public DataMapping Mapping(string query, string settings = "", string provider = "sqlite", string connection = "connection: shop.db") =>
        DataMapping.Parse($"source: {{sql: \"{query}\", provider: {provider}, {connection}}}\n{settings}\n", "mapping.yaml", _folder.Root);

    public DataReading Read(string query, string settings = "", ReadPurpose purpose = ReadPurpose.Training) =>
        TableReader.Read(CsvScenario.Contract, Mapping(query, settings), "salt", purpose);

    public void Dispose() => _folder.Dispose();
}
