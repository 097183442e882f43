using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Join;

/// <summary>Judges a certificate that the coordinator sent for this node's key, before it is kept.</summary>
internal static class IssuedCertificate
{
    private const int LargestCertificate = 16 * 1024;
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <exception cref="CommandException">It is not a certificate of this consortium's authority for this key and partner.</exception>
    public static X509Certificate2 Read(ReadOnlySpan<byte> der, ECDsa key, X509Certificate2 authority, string partner)
    {
        if (der.Length is 0 or > LargestCertificate)
            throw Refusal("is not a certificate");
        X509Certificate2 certificate;
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            throw Refusal("is not a certificate");
        }

        if (!certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
            throw Refusal("is for another key than this node's");
        if (certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) != partner)
            throw Refusal("is for another partner");
        return Chains(certificate, authority, ClientAuthentication) ? certificate : throw Refusal("was not issued by this consortium's authority");
    }

    /// <summary>Whether a server's certificate comes from the authority; its time and name are judged elsewhere.</summary>
    public static bool IsServerOf(X509Certificate2 authority, X509Certificate2 server) => Chains(server, authority, ServerAuthentication);

    /// <summary>How TLS judges a server: by this authority alone, never by the machine's own list.</summary>
    public static X509ChainPolicy ServerPolicy(X509Certificate2 authority) => Policy(authority, ServerAuthentication);

    private static bool Chains(X509Certificate2 certificate, X509Certificate2 authority, string usage)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(authority, usage) };
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }

    private static X509ChainPolicy Policy(X509Certificate2 authority, string usage)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority);
        policy.ApplicationPolicy.Add(new Oid(usage));
        return policy;
    }

    private static CommandException Refusal(string what) => new(
        "FED-JOIN-CERTIFICATE", $"what the coordinator sent as this node's certificate {what}; it was not kept", "tell the operator: the coordinator's authority and its database may not belong together", ExitCode.Failed);
}
