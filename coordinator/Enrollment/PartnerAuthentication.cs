using System.Security.Cryptography.X509Certificates;
using Federated.Grpc;
using Federated.Protocol.Errors;

namespace Federated.Coordinator.Enrollment;

/// <summary>
/// Stands before every handler. A caller is the partner whose key its client certificate holds; the certificate must come from
/// the consortium's authority and be in its time, and the partner must be active at this very call: a pause needs no restart.
/// Only the two calls of joining and the health check are open to strangers.
/// </summary>
internal sealed class PartnerAuthentication(CertificateAuthority authority, PartnerStore partners, TimeProvider clock, ILogger<PartnerAuthentication> logger) : Interceptor
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
        if (context.GetHttpContext().Connection.ClientCertificate is not { } certificate)
            throw Refuse(context, StatusCode.Unauthenticated, ErrorReasons.CertificateMissing, "This call needs the client certificate that fed-node join obtained.");
        if (!ComesFromAuthority(certificate))
            throw Refuse(context, StatusCode.Unauthenticated, ErrorReasons.CertificateInvalid, "The client certificate was not issued by this consortium. Join with an invite of this consortium.");
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
        {
            throw Refuse(
                context, StatusCode.Unauthenticated, ErrorReasons.CertificateExpired,
                $"The client certificate is valid from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u}; here it is {now:u}. Ask the operator to remove this partner and to invite it again.");
        }

        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        var partner = partners.Find(name);
        var key = certificate.PublicKey.ExportSubjectPublicKeyInfo();
        if (partner is null or { State: PartnerState.Removed or PartnerState.Invited } || partner.PublicKey is null || !key.AsSpan().SequenceEqual(partner.PublicKey))
            throw Refuse(context, StatusCode.PermissionDenied, ErrorReasons.PartnerRemoved, "The operator removed this partner. To come back, ask for a new invite.");
        if (partner.State == PartnerState.Paused)
            throw Refuse(context, StatusCode.PermissionDenied, ErrorReasons.PartnerPaused, "The operator paused this partner. Calls are accepted again after fed-coordinator partner resume.");
        context.SetPartnerName(partner.Name);
    }

    private bool ComesFromAuthority(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.2"));
        // Its time is judged by the caller, with an error of its own.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }

    private RpcException Refuse(ServerCallContext context, StatusCode code, string reason, string message)
    {
        EnrollmentLog.CallRefused(logger, context.Method, context.Peer, reason);
        return RpcErrors.Of(code, reason, message);
    }
}
