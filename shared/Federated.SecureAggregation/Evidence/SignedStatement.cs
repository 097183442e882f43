namespace Federated.SecureAggregation.Evidence;

/// <summary>One signed message of a refusal, read and verified.</summary>
/// <param name="NodeId">Who is said to have signed it.</param>
/// <param name="IsSigned">Whether that member's identity key did. Where the refusal is about a bad signature, it is the one that did not.</param>
/// <param name="Says">What it says, and where that is not what the refusing node was told.</param>
public sealed record SignedStatement(string NodeId, bool IsSigned, string Says);
