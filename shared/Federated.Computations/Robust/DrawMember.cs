using System.Security.Cryptography;

namespace Federated.Computations.Robust;

/// <summary>A node that takes part in a draw.</summary>
/// <param name="Name">As in the list of members.</param>
/// <param name="Random">A cryptographic source.</param>
/// <param name="Memory">Holds what it drew, from one sum to the next and for <see cref="FederatedDraw.RequireWitnessed"/>.</param>
public sealed record DrawMember(string Name, RandomNumberGenerator Random, NodeMemory Memory);
