namespace Federated.Computations.Amounts;

/// <summary>State of <see cref="FederatedAmountEvaluation"/>.</summary>
/// <param name="Options">What was agreed on.</param>
/// <param name="Result">What came out; null before the round.</param>
public sealed record AmountEvaluationState(AmountEvaluationOptions Options, AmountQuality? Result = null);
