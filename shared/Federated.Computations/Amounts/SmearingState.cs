using Federated.Learning.Linear;

namespace Federated.Computations.Amounts;

/// <summary>State of <see cref="FederatedSmearing"/>.</summary>
/// <param name="Model">Gives the logarithm of an amount.</param>
/// <param name="Result">How it errs; null before the round.</param>
public sealed record SmearingState(LinearModel Model, Smearing? Result = null);
