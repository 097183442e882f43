namespace Federated.SecureAggregation.Coordinator;

/// <summary>The coordinator's answer to one message.</summary>
public sealed class Receipt
{
    private Receipt(bool isDuplicate, ProtocolViolation? violation)
    {
        IsDuplicate = isDuplicate;
        Violation = violation;
    }

    /// <summary>Whether the message counts: it is new, or repeats one that does.</summary>
    public bool IsAccepted => Violation is null;

    /// <summary>Whether it repeats an accepted message; nothing changed.</summary>
    public bool IsDuplicate { get; }

    /// <summary>Why it was refused; the state did not change.</summary>
    public ProtocolViolation? Violation { get; }

    internal static Receipt Accepted { get; } = new(isDuplicate: false, null);

    /// <summary>The answer to a message that was counted before.</summary>
    public static Receipt Repeated => Duplicate;

    internal static Receipt Duplicate { get; } = new(isDuplicate: true, null);

    internal static Receipt Reject(ProtocolViolation violation) => new(isDuplicate: false, violation);

    internal static Receipt Reject(ViolationCode code, string words, params IEnumerable<SignedEvidence> evidence) =>
        Reject(new ProtocolViolation(code, words, evidence));

    internal static Receipt OfRepeat(bool same, string nodeId) => same ? Duplicate : Reject(
        ViolationCode.ConflictingRepeat, $"'{nodeId}' sent this message before with other contents. The first one counts; start a new attempt to send another.");
}
