namespace Federated.Computations.Explanation;

/// <summary>State of <see cref="FederatedDependence"/>.</summary>
/// <param name="Request">What is measured.</param>
/// <param name="Result">Null before the round.</param>
public sealed record DependenceState(DependenceRequest Request, DependenceResult? Result = null);
