using Federated.Grpc;
using Federated.Protocol.Errors;

namespace Federated.Coordinator.Enrollment;

/// <summary>
/// Stands before every handler. A caller is the partner whose key its client certificate holds; the certificate must come from
/// the consortium's authority and be in its time, and the partner must be active at this very call: a pause needs no restart.
/// Only the two calls of joining and the health check are open to strangers.
/// </summary>
internal sealed class PartnerAuthentication(CallerCertificates certificates, PartnerStore partners, TimeProvider clock, ILogger<PartnerAuthentication> logger) : Interceptor
{
    private static readonly HashSet<string> Open =
    [
        "/federated.v1.EnrollmentService/GetConsortium",
        "/federated.v1.EnrollmentService/Join",
        "/grpc.health.v1.Health/Check",
    ];

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (!Open.Contains(context.Method))
            Authenticate(context);
        return continuation(request, context);
    }

    private void Authenticate(ServerCallContext context)
    {
        var now = clock.GetUtcNow();
        if (context.GetHttpContext().Connection.ClientCertificate is not { } presented)
            throw Refuse(context, StatusCode.Unauthenticated, ErrorReasons.CertificateMissing, "This call needs the client certificate that fed-node join obtained.");
        if (certificates.Find(presented) is not { } certificate)
            throw Refuse(context, StatusCode.Unauthenticated, ErrorReasons.CertificateInvalid, "The client certificate was not issued by this consortium. Join with an invite of this consortium.");
        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            throw Refuse(
                context, StatusCode.Unauthenticated, ErrorReasons.CertificateExpired,
                $"The client certificate is valid from {certificate.NotBefore:u} to {certificate.NotAfter:u}; here it is {now:u}. Ask the operator to remove this partner and to invite it again.");
        }

        var partner = partners.Find(certificate.Name);
        if (partner is null or { State: PartnerState.Removed or PartnerState.Invited } || partner.PublicKey is null || !certificate.PublicKey.AsSpan().SequenceEqual(partner.PublicKey))
            throw Refuse(context, StatusCode.PermissionDenied, ErrorReasons.PartnerRemoved, "The operator removed this partner. To come back, ask for a new invite.");
        if (partner.State == PartnerState.Paused)
            throw Refuse(context, StatusCode.PermissionDenied, ErrorReasons.PartnerPaused, "The operator paused this partner. Calls are accepted again after fed-coordinator partner resume.");
        context.SetPartnerName(partner.Name);
    }

    private RpcException Refuse(ServerCallContext context, StatusCode code, string reason, string message)
    {
        EnrollmentLog.CallRefused(logger, context.Method, context.Peer, reason);
        return RpcErrors.Of(code, reason, message);
    }
}
