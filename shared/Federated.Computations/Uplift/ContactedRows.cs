namespace Federated.Computations.Uplift;

/// <summary>A node's rows of a randomised contact, with what was predicted of them. It never leaves the node.</summary>
/// <param name="Predictions">By learner: the predicted effect on each row.</param>
/// <param name="Responses">What happened, within ±1.</param>
/// <param name="Expected">What was expected of each row without knowing whether it was contacted, within ±1; taken from the response to lessen its variance.</param>
/// <param name="Treated">Whether it was contacted.</param>
/// <param name="Seed">The node's own, for its permutations.</param>
public sealed record ContactedRows(IReadOnlyList<double[]> Predictions, double[] Responses, double[] Expected, bool[] Treated, ulong Seed);
