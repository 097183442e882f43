using System.Security.Cryptography.X509Certificates;

namespace Federated.Coordinator.Enrollment;

/// <summary>The coordinator's own TLS certificate: its key lives in memory only, and it is replaced at half-life, without a restart.</summary>
internal sealed class ServerCertificate(CertificateAuthority authority, CoordinatorOptions options, TimeProvider clock, ILogger<ServerCertificate> logger)
{
    private readonly Lock _gate = new();
    private X509Certificate2? _current;
    private DateTimeOffset _replaceAt;

    public X509Certificate2 Current
    {
        get
        {
            lock (_gate)
            {
                var now = clock.GetUtcNow();
                if (_current is null || now >= _replaceAt)
                {
                    // The old one is left to the garbage collector: connections may still be using it.
                    _current = authority.IssueServer(options.Address.DnsSafeHost, now);
                    _replaceAt = now + (CertificateAuthority.ServerLifetime / 2);
                    EnrollmentLog.ServerCertificateIssued(logger, new DateTimeOffset(_current.NotAfter.ToUniversalTime()));
                }

                return _current;
            }
        }
    }
}
