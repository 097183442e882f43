namespace Federated.Computations.Bandits;

/// <summary>A batch of logged choices, and what each policy would have done. Not copied: the arrays must not change.</summary>
/// <param name="Arms">For each row the arm that was shown.</param>
/// <param name="Logged">The chance that it had, above 0 to 1.</param>
/// <param name="Rewards">What it earned.</param>
/// <param name="Expected">Rows × arms, row-major: the expected reward of each arm, by a model that these rows did not train.</param>
/// <param name="Chances">For each policy rows × arms, row-major: the chance that it gives each arm.</param>
public sealed record LoggedChoices(
    ReadOnlyMemory<int> Arms, ReadOnlyMemory<double> Logged, ReadOnlyMemory<double> Rewards, ReadOnlyMemory<double> Expected, IReadOnlyList<ReadOnlyMemory<double>> Chances);
