using System.Globalization;
using System.Net;

namespace Federated.Grpc.Tests.Loopback;

/// <summary>What came back, as it stood on the wire.</summary>
internal sealed record RawAnswer(HttpStatusCode HttpStatus, byte[] Body, string? GrpcStatus, string? GrpcMessage, string? AcceptEncoding, string? Encoding)
{
    public StatusCode StatusCode => (StatusCode)int.Parse(GrpcStatus ?? "-1", CultureInfo.InvariantCulture);
}
