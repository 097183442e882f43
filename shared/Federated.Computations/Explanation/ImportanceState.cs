namespace Federated.Computations.Explanation;

/// <summary>State of <see cref="FederatedImportance"/>.</summary>
/// <param name="Request">What is measured.</param>
/// <param name="Result">Null before the round.</param>
public sealed record ImportanceState(ImportanceRequest Request, ImportanceResult? Result = null);
