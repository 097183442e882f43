namespace Federated.ClientNode.Policy;

/// <summary>A value of the policy and the line that sets it (the rule's own line for a default), so that a refusal can point at it.</summary>
internal readonly record struct Written<T>(T Value, int Line);
