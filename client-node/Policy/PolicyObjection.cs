namespace Federated.ClientNode.Policy;

/// <summary>Why one rule does not allow a job.</summary>
internal sealed record PolicyObjection(string Code, string Words, int Line, string Mend);
