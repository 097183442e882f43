namespace Federated.ClientNode.Evidence;

/// <summary>A member of the roster under which a refused round was offered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Company">Its legal entity.</param>
/// <param name="Certificate">Its certificate, DER.</param>
internal sealed record EvidenceMember(string Name, string Company, byte[] Certificate);
