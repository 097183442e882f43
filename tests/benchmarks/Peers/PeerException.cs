namespace Federated.Benchmarks.Peers;

/// <summary>The peer's process failed, or answered with a failure.</summary>
internal sealed class PeerException(string message) : Exception(message);
