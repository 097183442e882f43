namespace Federated.ClientNode.Strategy;

/// <summary>What a response is worth.</summary>
/// <param name="Fixed">An amount that every response earns; null when a task says it.</param>
/// <param name="Task"><c>value</c> or <c>lifetime</c>; null for a fixed amount.</param>
/// <param name="Margin">The part of the predicted amount that is earned, above 0 to 1.</param>
internal sealed record PlannedValue(double? Fixed, string? Task, double Margin);
