namespace Federated.Computations.Personalisation;

/// <summary>How a candidate did.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Loss">Mean loss on the validation rows, in nats for log loss.</param>
public sealed record PersonalScore(PersonalKind Kind, double Loss);
