using Federated.Learning.Bandits;

namespace Federated.Tasks.Creative;

/// <summary>A policy that is valued.</summary>
/// <param name="Name">For scripts.</param>
/// <param name="Words">For people.</param>
/// <param name="Policy">How it chooses.</param>
internal sealed record NamedPolicy(string Name, string Words, ArmPolicy Policy);
