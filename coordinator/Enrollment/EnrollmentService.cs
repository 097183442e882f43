using Federated.Grpc;
using Federated.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federated.Coordinator.Enrollment;

/// <summary>Joining and renewing over the wire; <see cref="EnrollmentDesk"/> decides.</summary>
internal sealed class EnrollmentService(
    CoordinatorOptions options, CertificateAuthority authority, EnrollmentDesk desk, PartnerStore partners, TimeProvider clock, ILogger<EnrollmentService> logger)
{
    public Task<GetConsortiumResponse> GetConsortium(GetConsortiumRequest request, ServerCallContext context) => Task.FromResult(new GetConsortiumResponse
    {
        Consortium = options.Consortium,
        CaCertificate = ByteString.CopyFrom(authority.Certificate.RawData),
        ServerTime = clock.GetUtcNow().ToTimestamp(),
    });

    public Task<JoinResponse> Join(JoinRequest request, ServerCallContext context)
    {
        try
        {
            var certificate = desk.Join(request.Consortium, request.Partner, request.InviteSecret.Span, request.CertificateSigningRequest.Span);
            EnrollmentLog.Joined(logger, request.Partner);
            return Task.FromResult(new JoinResponse { Certificate = ByteString.CopyFrom(certificate), NodeId = request.Partner });
        }
        catch (EnrollmentException refusal)
        {
            EnrollmentLog.JoinRefused(logger, refusal.Fault, context.Peer);
            throw EnrollmentErrors.ToRpc(refusal);
        }
    }

    public Task<RenewCertificateResponse> RenewCertificate(RenewCertificateRequest request, ServerCallContext context)
    {
        var partner = partners.Find(context.PartnerName())!;
        try
        {
            var certificate = desk.Renew(partner, request.CertificateSigningRequest.Span);
            EnrollmentLog.Renewed(logger, partner.Name);
            return Task.FromResult(new RenewCertificateResponse { Certificate = ByteString.CopyFrom(certificate) });
        }
        catch (EnrollmentException refusal)
        {
            EnrollmentLog.JoinRefused(logger, refusal.Fault, context.Peer);
            throw EnrollmentErrors.ToRpc(refusal);
        }
    }
}
