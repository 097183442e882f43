using System.Security.Cryptography.X509Certificates;
using Federated.Grpc;
using Federated.Protocol.V1;
using Google.Protobuf;

namespace Federated.ClientNode.Join;

/// <summary>Keeps the membership alive: a new certificate for the same key from half of the present one's life on.</summary>
internal sealed class CertificateRenewal(NodeDirectory directory, NodeOptions options)
{
    /// <summary>When a certificate has lived half of its life.</summary>
    public static DateTimeOffset DueAt(X509Certificate2 certificate)
    {
        DateTimeOffset begins = certificate.NotBefore.ToUniversalTime(), ends = certificate.NotAfter.ToUniversalTime();
        return begins + ((ends - begins) / 2);
    }

    public static bool IsDue(X509Certificate2 certificate, DateTimeOffset now) => now >= DueAt(certificate);

    /// <summary>Asks for a new certificate and writes it in the old one's place.</summary>
    /// <param name="connection">A member's connection, made with <paramref name="identity"/>.</param>
    /// <param name="identity">The present identity; the caller disposes it, and the connections made with it, when it has taken up the new one.</param>
    /// <param name="cancellation">Gives the call up; the present certificate stays.</param>
    /// <returns>The identity with the new certificate and a copy of the key; new connections use it.</returns>
    /// <exception cref="RpcException">The call failed; <see cref="ConsortiumConnection.Explain"/> says why. The present certificate stays.</exception>
    /// <exception cref="Hosting.CommandLine.CommandException">What came back is no certificate for this node. The present certificate stays.</exception>
    public async Task<NodeIdentity> RenewAsync(ConsortiumConnection connection, NodeIdentity identity, CancellationToken cancellation)
    {
        var request = new RenewCertificateRequest { CertificateSigningRequest = ByteString.CopyFrom(NodeKey.SigningRequest(identity.Key, options.Partner)) };
        var answer = await connection.Channel.UnaryCallAsync(
            EnrollmentCalls.RenewCertificate, request, new CallOptions { Timeout = EnrollmentCalls.Timeout, CancellationToken = cancellation });
        using var certificate = IssuedCertificate.Read(answer.Certificate.Span, identity.Key, identity.Authority, options.Partner);
        AtomicFile.Write(directory.Certificate, certificate.ExportCertificatePem() + "\n");
        return NodeIdentity.Load(directory);
    }
}
