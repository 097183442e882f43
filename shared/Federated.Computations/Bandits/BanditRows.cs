namespace Federated.Computations.Bandits;

/// <summary>A batch of pulls. Not copied: the arrays must not change.</summary>
/// <param name="Contexts">Rows × features, row-major.</param>
/// <param name="Arms">For each row the arm that was pulled; −1 for a row that counts nowhere.</param>
/// <param name="Rewards">What it earned.</param>
public sealed record BanditRows(ReadOnlyMemory<float> Contexts, ReadOnlyMemory<int> Arms, ReadOnlyMemory<float> Rewards);
