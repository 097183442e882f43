namespace Federated.ClientNode.Strategy;

/// <summary>A way to reach customers.</summary>
/// <param name="Name">Its name; when it is a value of the click model's channel field, its rate counts.</param>
/// <param name="Cost">What a contact costs.</param>
internal sealed record PlannedChannel(string Name, double Cost);
