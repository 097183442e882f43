using System.Security.Cryptography;

namespace Federated.Coordinator.Storage;

/// <summary>A snapshot's bytes and what they are stored under.</summary>
/// <param name="Bytes">As safetensors.</param>
/// <param name="Hash">Their SHA-256.</param>
internal sealed record SnapshotContent(byte[] Bytes, byte[] Hash)
{
    public static SnapshotContent Of(byte[] bytes) => new(bytes, SHA256.HashData(bytes));
}
