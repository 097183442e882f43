using Federated.Protocol.V1;

namespace Federated.ClientNode.Rounds;

/// <summary>
/// The coordinator as the round loop sees it; a port to the network. A call that fails for want of a connection is repeated by the implementation until it gets through
/// or is cancelled.
/// </summary>
internal interface ICoordinator
{
    /// <summary>What is next; comes back when there is something, or after <paramref name="wait"/>.</summary>
    Task<NextResponse> NextAsync(RoundProgress? progress, TimeSpan wait, CancellationToken cancellation);

    /// <summary>A job's document.</summary>
    Task<string> GetJobAsync(string jobId, byte[] jobHash, CancellationToken cancellation);

    /// <summary>A whole snapshot, whose hash was checked.</summary>
    /// <exception cref="RoundRefusalException">The bytes do not have the hash that was asked for, or are more than this node takes.</exception>
    Task<byte[]> GetSnapshotAsync(byte[] hash, CancellationToken cancellation);

    /// <summary>Sends a message of a round.</summary>
    /// <returns>False when the attempt is over and the message was not counted.</returns>
    Task<bool> SendAsync(Google.Protobuf.IMessage message, CancellationToken cancellation);
}
