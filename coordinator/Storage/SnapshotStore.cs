using System.Security.Cryptography;
using Federated.Hosting.Storage;
using Microsoft.Data.Sqlite;

namespace Federated.Coordinator.Storage;

/// <summary>Model snapshots by the SHA-256 of their bytes.</summary>
internal sealed class SnapshotStore(SqliteDatabase database)
{
    /// <summary>Adds a snapshot within a transaction of the caller; a snapshot that is there already is left as it is.</summary>
    /// <returns>The content's SHA-256.</returns>
    public static byte[] Add(SqliteConnection connection, byte[] content)
    {
        var hash = SHA256.HashData(content);
        connection.Execute("INSERT OR IGNORE INTO snapshots (hash, content) VALUES ($hash, $content)", ("$hash", hash), ("$content", content));
        return hash;
    }

    public byte[]? Find(byte[] hash) =>
        database.Query("SELECT content FROM snapshots WHERE hash = $hash", row => row.Bytes(0), ("$hash", hash)).FirstOrDefault();

    /// <summary>At most <paramref name="limit"/> bytes from <paramref name="offset"/>, and the whole length; null when there is no such snapshot.</summary>
    public (byte[] Data, long TotalLength)? FindRange(byte[] hash, long offset, int limit) => database.Query<(byte[], long)?>(
        "SELECT substr(content, $from, $count), length(content) FROM snapshots WHERE hash = $hash",
        row => (row.BytesOrNull(0) ?? [], row.GetInt64(1)),
        ("$hash", hash), ("$from", Math.Min(offset, int.MaxValue) + 1), ("$count", limit)).FirstOrDefault();
}
