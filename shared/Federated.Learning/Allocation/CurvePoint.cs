namespace Federated.Learning.Allocation;

/// <summary>A point of a response curve.</summary>
/// <param name="Spend">Money spent.</param>
/// <param name="Return">What is expected to come back, in the same money or any other unit.</param>
public readonly record struct CurvePoint(double Spend, double Return);
