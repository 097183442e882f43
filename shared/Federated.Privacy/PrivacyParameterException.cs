namespace Federated.Privacy;

/// <summary>A number or text from outside that no mechanism, event or accountant can take. The message says which, why, and what to do.</summary>
public sealed class PrivacyParameterException(string message) : Exception(message);
