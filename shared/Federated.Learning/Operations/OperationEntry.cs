namespace Federated.Learning.Operations;

/// <summary>A row of <see cref="OperationTable"/>.</summary>
/// <param name="Name">The method of <see cref="GraphOperations"/> (or of a class beside it) that appends the operation.</param>
/// <param name="Value">What it computes, y.</param>
/// <param name="Gradient">The derivative by each input, given that by the output, ∂y.</param>
/// <param name="Shapes">Inputs → output.</param>
/// <param name="Source">Where the rule is from, when it is not elementary calculus.</param>
public sealed record OperationEntry(string Name, string Value, string Gradient, string Shapes, string Source = "elementary");
