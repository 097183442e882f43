namespace Federated.Computations.Forecasting;

/// <summary>The periods that partners have in common.</summary>
/// <param name="First">The first in which at least half as many partners have rows as in the fullest, counted from the first that the contract accepts.</param>
/// <param name="Last">The last such.</param>
/// <param name="Rows">Rows of all partners.</param>
/// <param name="Partners">Partners that took part.</param>
public sealed record Calendar(int First, int Last, long Rows, int Partners);
