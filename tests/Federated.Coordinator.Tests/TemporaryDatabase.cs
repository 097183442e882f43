using Federated.Coordinator.Storage;
using Federated.Hosting.Storage;
using Microsoft.Data.Sqlite;

namespace Federated.Coordinator.Tests;

/// <summary>A coordinator's database of a test's own, gone when the test is.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("federated-coordinator-").FullName;

    public TemporaryDatabase() => Database = Reopen();

    public SqliteDatabase Database { get; }

    /// <summary>The same file, as another process would open it.</summary>
    public SqliteDatabase Reopen() => new(Path.Combine(_folder, "coordinator.db"), CoordinatorShape.Steps);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
