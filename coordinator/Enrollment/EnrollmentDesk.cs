using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Protocol.Joining;
using Federated.Tasks.Documents;

namespace Federated.Coordinator.Enrollment;

/// <summary>
/// Decides who becomes a member. An invite is single-use, ends, and is good for one partner name; it is redeemed for the key
/// that the partner's node made, and only that key is certified and renewed from then on.
/// </summary>
internal sealed class EnrollmentDesk(string consortium, CertificateAuthority authority, PartnerStore partners, TimeProvider clock)
{
    /// <exception cref="EnrollmentException">The invite does not hold; the message says why and what to do.</exception>
    public byte[] Join(string invitedTo, string partner, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> signingRequest)
    {
        if (invitedTo != consortium)
        {
            throw new EnrollmentException(
                EnrollmentFault.WrongConsortium, $"The invite is for consortium '{Shown.Of(invitedTo)}', but this coordinator serves '{consortium}'. Ask your operator for an invite of this consortium.");
        }

        var now = clock.GetUtcNow();
        var publicKey = CertificateAuthority.ReadSubjectPublicKeyInfo(signingRequest);
        switch (partners.Redeem(SHA256.HashData(secret), partner, publicKey, now))
        {
            case EnrollmentFault.Expired:
                throw new EnrollmentException(EnrollmentFault.Expired, $"The invite has expired. Ask the operator for a new one: fed-coordinator partner invite {Named(partner)}");
            case EnrollmentFault.Used:
                throw new EnrollmentException(
                    EnrollmentFault.Used,
                    "The invite was used before, with another key. If that was you, your node is a member already: fed-node status. "
                    + $"If not, tell the operator at once: fed-coordinator partner remove {Named(partner)}");
            case EnrollmentFault.Unknown:
                throw new EnrollmentException(EnrollmentFault.Unknown, "No such invite exists for this partner. Check that the file is whole, or ask the operator for a new invite.");
        }

        return Certify(signingRequest, partner, now);
    }

    /// <exception cref="EnrollmentException">The request's key is not the partner's present key.</exception>
    public byte[] Renew(Partner partner, ReadOnlySpan<byte> signingRequest)
    {
        var publicKey = CertificateAuthority.ReadSubjectPublicKeyInfo(signingRequest);
        if (partner.PublicKey is null || !publicKey.AsSpan().SequenceEqual(partner.PublicKey))
        {
            throw new EnrollmentException(
                EnrollmentFault.BadRequest, "A certificate is renewed for the node's present key only. To change the key, ask the operator to remove the partner and to invite it again.");
        }

        return Certify(signingRequest, partner.Name, clock.GetUtcNow());
    }

    private byte[] Certify(ReadOnlySpan<byte> signingRequest, string partner, DateTimeOffset now)
    {
        using var certificate = authority.IssueNode(signingRequest, partner, consortium, now);
        partners.SaveCertificate(partner, certificate.Export(X509ContentType.Cert), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
        return certificate.RawData;
    }

    // The answer is a command that a person may paste into a shell: a stranger's word stands in it only when it is a name.
    private static string Named(string partner) => Invite.IsName(partner) ? partner : "NAME";
}
