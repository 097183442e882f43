namespace Federated.Coordinator.Enrollment;

/// <summary>One company of the consortium and the node that speaks for it.</summary>
/// <param name="Name">The partner's name; also its node's identifier.</param>
/// <param name="State">Where the partner stands.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo DER of the node's identity key; null until it joined.</param>
/// <param name="Certificate">X.509 DER of the present certificate; null until it joined.</param>
/// <param name="CertificateEnds">When the present certificate ends.</param>
/// <param name="Version">Version of the node's program at its last call.</param>
/// <param name="LastSeen">The last authenticated call.</param>
internal sealed record Partner(
    string Name, PartnerState State, byte[]? PublicKey, byte[]? Certificate, DateTimeOffset? CertificateEnds, string? Version, DateTimeOffset? LastSeen);
