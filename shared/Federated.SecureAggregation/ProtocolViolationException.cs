namespace Federated.SecureAggregation;

/// <summary>A value from the wire or a file breaks a limit of its type. Caught once, at the edge that parses.</summary>
public sealed class ProtocolViolationException : Exception
{
    /// <param name="violation">What was broken.</param>
    public ProtocolViolationException(ProtocolViolation violation)
        : base(violation?.Words) => Violation = violation ?? throw new ArgumentNullException(nameof(violation));

    internal ProtocolViolationException(ViolationCode code, string words)
        : this(new ProtocolViolation(code, words))
    {
    }

    /// <summary>The broken rule.</summary>
    public ProtocolViolation Violation { get; }
}
