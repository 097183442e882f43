using System.Security.Cryptography;

namespace Federated.Tasks;

/// <summary>A node as one of the job's members.</summary>
/// <param name="Name">As on the roster.</param>
/// <param name="Random">A cryptographic source, for what no one may guess.</param>
public sealed record TaskMember(string Name, RandomNumberGenerator Random);
