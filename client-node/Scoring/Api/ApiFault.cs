namespace Federated.ClientNode.Scoring.Api;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Pointer">Where, as a JSON pointer (RFC 6901): "/customers/0/tenure_months".</param>
/// <param name="Detail">What, and what it must be.</param>
internal sealed record ApiFault(string Pointer, string Detail);
