namespace Federated.SecureAggregation.Messages;

/// <summary>Coordinator to one member: the sealed shares that its neighbours made for it. The senders, and the member itself, are U1.</summary>
public sealed class ShareDelivery
{
    /// <param name="cohortHash">H.</param>
    /// <param name="shares">At most 10,000.</param>
    /// <exception cref="ProtocolViolationException">Too many.</exception>
    public ShareDelivery(Digest cohortHash, IEnumerable<EncryptedShare> shares)
    {
        ArgumentNullException.ThrowIfNull(cohortHash);
        CohortHash = cohortHash;
        Shares = Bounds.List(shares, Bounds.MaximumCohort, "the share delivery");
    }

    /// <summary>H.</summary>
    public Digest CohortHash { get; }

    /// <summary>The sealed shares.</summary>
    public IReadOnlyList<EncryptedShare> Shares { get; }
}
