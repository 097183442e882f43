namespace Federated.Computations.Uplift;

/// <summary>State of <see cref="FederatedTrial"/>: asked for, then with moments, then with the error as well.</summary>
/// <param name="Options">What was agreed on.</param>
/// <param name="Moments">The sums of the first round; null before it.</param>
/// <param name="Scatter">Σ u²·t⊥² of the second round, from which the robust error follows; null before it.</param>
public sealed record TrialState(TrialOptions Options, TrialMoments? Moments = null, double? Scatter = null);
