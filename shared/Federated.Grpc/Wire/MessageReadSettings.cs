namespace Federated.Grpc.Wire;

/// <summary>How one message is read.</summary>
/// <param name="What">"request" or "response", for error texts.</param>
/// <param name="MaxLength">The bound in bytes, on the wire and inflated.</param>
/// <param name="Encoding">The sender's <c>grpc-encoding</c>, or null.</param>
/// <param name="UnknownEncoding">The code for an encoding that is not known: it differs between server and client.</param>
internal readonly record struct MessageReadSettings(string What, int MaxLength, string? Encoding, StatusCode UnknownEncoding);
