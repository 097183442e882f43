using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Federated.Grpc;
using Federated.Protocol.Errors;
using Federated.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using GrpcStatusCode = Federated.Grpc.StatusCode;

namespace Federated.ClientNode.Tests.Join;

/// <summary>The coordinator's side of joining, which says what the test tells it to and remembers what it was told.</summary>
internal sealed class StubEnrollmentService(TestAuthority authority)
{
    public string Consortium { get; set; } = "retail-eu";

    public ByteString ShownAuthority { get; set; } = ByteString.CopyFrom(authority.Certificate.RawData);

    public Timestamp? ServerTime { get; set; } = DateTimeOffset.UtcNow.ToTimestamp();

    /// <summary>Refuses joining and renewing with this reason while it is set.</summary>
    public string? Refusal { get; set; }

    /// <summary>Makes the certificate of an answer in place of the authority.</summary>
    public Func<byte[], X509Certificate2>? Issue { get; set; }

    public ConcurrentQueue<JoinRequest> Joins { get; } = [];

    public ConcurrentQueue<X509Certificate2?> Renewers { get; } = [];

    public int Introductions { get; private set; }

    public Task<GetConsortiumResponse> GetConsortium(GetConsortiumRequest request, ServerCallContext context)
    {
        Introductions++;
        return Task.FromResult(new GetConsortiumResponse { Consortium = Consortium, CaCertificate = ShownAuthority, ServerTime = ServerTime });
    }

    public Task<JoinResponse> Join(JoinRequest request, ServerCallContext context)
    {
        Joins.Enqueue(request);
        using var certificate = Certify(request.CertificateSigningRequest, request.Partner);
        return Task.FromResult(new JoinResponse { Certificate = ByteString.CopyFrom(certificate.RawData), NodeId = request.Partner });
    }

    public Task<RenewCertificateResponse> RenewCertificate(RenewCertificateRequest request, ServerCallContext context)
    {
        Renewers.Enqueue(context.GetHttpContext().Connection.ClientCertificate);
        using var certificate = Certify(request.CertificateSigningRequest, "casa-verde");
        return Task.FromResult(new RenewCertificateResponse { Certificate = ByteString.CopyFrom(certificate.RawData) });
    }

    public static RpcException Failure(GrpcStatusCode code, string reason)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = "words of the coordinator" };
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = ErrorReasons.Domain, Reason = reason }));
        return status.ToRpcException();
    }

    private X509Certificate2 Certify(ByteString signingRequest, string partner)
    {
        if (Refusal is { } reason)
            throw Failure(GrpcStatusCode.PermissionDenied, reason);
        return Issue?.Invoke(signingRequest.ToByteArray()) ?? authority.IssueNode(signingRequest.ToByteArray(), partner);
    }
}
