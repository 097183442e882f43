using Federated.Hosting.Storage;
using Microsoft.Data.Sqlite;

namespace Federated.Coordinator.Storage;

/// <summary>Model snapshots by the SHA-256 of their bytes.</summary>
internal sealed class SnapshotStore(SqliteDatabase database)
{
    // Every node of a round asks for the same snapshot, a range at a time: it is read once.
    private readonly Lock _reading = new();
    private (byte[] Hash, byte[] Content)? _last;

    /// <summary>Adds a snapshot within a transaction of the caller; a snapshot that is there already is left as it is.</summary>
    /// <returns>The content's SHA-256.</returns>
    public static byte[] Add(SqliteConnection connection, SnapshotContent snapshot)
    {
        connection.Execute("INSERT OR IGNORE INTO snapshots (hash, content) VALUES ($hash, $content)", ("$hash", snapshot.Hash), ("$content", snapshot.Bytes));
        return snapshot.Hash;
    }

    /// <summary>What was stored a moment ago is what will be asked for.</summary>
    public void Expect(SnapshotContent snapshot)
    {
        lock (_reading)
            _last = (snapshot.Hash, snapshot.Bytes);
    }

    public byte[]? Find(byte[] hash) =>
        database.Query("SELECT content FROM snapshots WHERE hash = $hash", row => row.Bytes(0), ("$hash", hash)).FirstOrDefault();

    /// <summary>At most <paramref name="limit"/> bytes from <paramref name="offset"/>, and the whole length; null when there is no such snapshot.</summary>
    public (ReadOnlyMemory<byte> Data, long TotalLength)? FindRange(byte[] hash, long offset, int limit)
    {
        if (Recall(hash) is not { } content)
            return null;
        var from = (int)Math.Min(offset, content.Length);
        return (content.AsMemory(from, Math.Min(limit, content.Length - from)), content.Length);
    }

    private byte[]? Recall(byte[] hash)
    {
        lock (_reading)
        {
            if (_last is { } last && last.Hash.AsSpan().SequenceEqual(hash))
                return last.Content;
            if (Find(hash) is not { } content)
                return null;
            _last = (hash, content);
            return content;
        }
    }
}
