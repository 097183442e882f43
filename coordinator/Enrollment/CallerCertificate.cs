namespace Federated.Coordinator.Enrollment;

/// <summary>A certificate that the authority made.</summary>
/// <param name="Name">The partner's name.</param>
/// <param name="PublicKey">Its key, as SubjectPublicKeyInfo.</param>
/// <param name="NotBefore">Valid from, UTC.</param>
/// <param name="NotAfter">Valid to, UTC.</param>
internal sealed record CallerCertificate(string Name, byte[] PublicKey, DateTime NotBefore, DateTime NotAfter);
