namespace Federated.SecureAggregation;

/// <summary>A broken protocol rule: an ordinary outcome that is logged and answered, not a bug.</summary>
public sealed class ProtocolViolation
{
    /// <param name="code">The rule.</param>
    /// <param name="words">What happened, why it matters, what to do next; for a person.</param>
    /// <param name="evidence">Signed messages that prove it; empty when the liar signs nothing.</param>
    public ProtocolViolation(ViolationCode code, string words, params IEnumerable<SignedEvidence> evidence)
    {
        Code = code;
        Words = words;
        Evidence = [.. evidence];
    }

    /// <summary>The rule that was broken.</summary>
    public ViolationCode Code { get; }

    /// <summary>What happened, why, and what to do next.</summary>
    public string Words { get; }

    /// <summary>Signed messages that prove the violation to a third party.</summary>
    public IReadOnlyList<SignedEvidence> Evidence { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Words}";
}
