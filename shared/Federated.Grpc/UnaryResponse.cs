namespace Federated.Grpc;

/// <summary>A successful answer with what travelled beside it.</summary>
/// <param name="Message">The response.</param>
/// <param name="Headers">Metadata sent ahead of the response.</param>
/// <param name="Trailers">Metadata sent after the response.</param>
public sealed record UnaryResponse<TResponse>(TResponse Message, Metadata Headers, Metadata Trailers);
