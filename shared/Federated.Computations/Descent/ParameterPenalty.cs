namespace Federated.Computations.Descent;

/// <summary>λ/2·‖θ‖² of all parameters whose names begin alike, added to the sum of losses.</summary>
/// <param name="Prefix">With what the names begin; empty for all.</param>
/// <param name="Strength">λ, 0 to 1,000,000.</param>
public sealed record ParameterPenalty(string Prefix, double Strength);
