namespace Federated.ClientNode.Data;

/// <summary>A source gave other rows than when it was checked. The message says what to do.</summary>
internal sealed class DataChangedException(string message) : Exception(message);
