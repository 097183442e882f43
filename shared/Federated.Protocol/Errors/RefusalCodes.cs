using Federated.SecureAggregation;

namespace Federated.Protocol.Errors;

/// <summary>The codes under which a node says that it leaves a round because a rule of the protocol was broken.</summary>
public static class RefusalCodes
{
    /// <summary>The code of a broken rule.</summary>
    public static string Of(ViolationCode violation) => $"FED-PROTOCOL-{violation}";
}
