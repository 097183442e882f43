namespace Federated.Learning.Trees;

/// <summary>Statistics of all rows of a node for one output.</summary>
/// <param name="Gradient">Sum of gradients.</param>
/// <param name="Hessian">Sum of hessians.</param>
/// <param name="Count">Number of rows.</param>
public readonly record struct NodeSums(double Gradient, double Hessian, double Count);
