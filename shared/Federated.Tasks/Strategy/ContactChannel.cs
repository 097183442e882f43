namespace Federated.Tasks.Strategy;

/// <summary>A way to reach a customer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cost">What a contact costs, 0 or more.</param>
/// <param name="Factor">How well a contact works here, as a multiple of how well it works on average; 1 when that is not known, 0 or more.</param>
public sealed record ContactChannel(string Name, SourcedFigure Cost, SourcedFigure Factor);
