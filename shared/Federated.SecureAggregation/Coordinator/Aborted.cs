namespace Federated.SecureAggregation.Coordinator;

/// <summary>The attempt ended without a sum. Nothing about any contribution was learnt; a new attempt has fresh keys.</summary>
public sealed class Aborted : CoordinatorPhase
{
    internal Aborted(
        RoundSetting setting, IEnumerable<Dropout> dropouts, RoundPhase during, AbortCause cause, string words, IEnumerable<SignedEvidence> evidence)
        : base(setting, deadline: null, [], dropouts)
    {
        During = during;
        Cause = cause;
        Words = words;
        Evidence = [.. evidence];
    }

    /// <summary>The phase that ended so.</summary>
    public RoundPhase During { get; }

    /// <summary>Why.</summary>
    public AbortCause Cause { get; }

    /// <summary>Why, for a person.</summary>
    public string Words { get; }

    /// <summary>Signed messages that prove a member's fault; often empty.</summary>
    public IReadOnlyList<SignedEvidence> Evidence { get; }

    /// <summary>Whether the same round may be tried again: no node released a share.</summary>
    public bool CanRetryRound => During != RoundPhase.Unmasking;

    private protected override RoundPhase? Phase => null;

    private protected override CoordinatorPhase Close(DateTimeOffset now) => this;
}
