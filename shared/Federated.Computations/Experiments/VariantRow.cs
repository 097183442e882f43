namespace Federated.Computations.Experiments;

/// <summary>One row of an experiment.</summary>
/// <param name="Variant">Index of the variant, or −1 when it is not known: such a row is left out.</param>
/// <param name="Response">Within ±1.</param>
/// <param name="Groups">For each field whose groups are told apart the group's index, or −1.</param>
public readonly record struct VariantRow(int Variant, double Response, ReadOnlyMemory<int> Groups);
