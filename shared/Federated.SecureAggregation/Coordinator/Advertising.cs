using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>R0 on the coordinator: gathers one advert from each invited node.</summary>
public sealed class Advertising : CoordinatorPhase
{
    private readonly HashSet<string> _invited;
    private readonly SortedDictionary<string, Advert> _adverts = new(StringComparer.Ordinal);

    /// <param name="setting">The offer, the roster and the timeouts.</param>
    /// <param name="invited">The nodes that were offered the round.</param>
    /// <param name="now">The instant of the offer.</param>
    public Advertising(RoundSetting setting, IEnumerable<string> invited, DateTimeOffset now)
        : this(setting, [.. invited], now)
    {
    }

    private Advertising(RoundSetting setting, string[] invited, DateTimeOffset now)
        : base(setting, now + setting.Timeouts.Advertising, invited, []) => _invited = new HashSet<string>(invited, StringComparer.Ordinal);

    private protected override RoundPhase? Phase => RoundPhase.Advertising;

    /// <summary>Takes an advert after it was verified.</summary>
    public Receipt Receive(Advert advert)
    {
        ArgumentNullException.ThrowIfNull(advert);
        if (FindLate(advert.NodeId) is { } late)
        {
            return late;
        }

        if (!_invited.Contains(advert.NodeId))
        {
            return Receipt.Reject(ViolationCode.UnexpectedMember, $"'{advert.NodeId}' was not offered this round. Wait for the next one.");
        }

        if (_adverts.TryGetValue(advert.NodeId, out Advert? earlier))
        {
            return Receipt.OfRepeat(advert.SaysTheSameAs(earlier), advert.NodeId);
        }

        ProtocolViolation? violation = AdvertChecks.FindInOne(advert, Setting.Roster, Parameters)
            ?? AdvertChecks.FindRepeat([.. _adverts.Values, advert], Setting.Roster);
        if (violation is not null)
        {
            return Receipt.Reject(violation);
        }

        _adverts.Add(advert.NodeId, advert);
        NoLongerAwaits(advert.NodeId);
        return Receipt.Accepted;
    }

    private protected override CoordinatorPhase Close(DateTimeOffset now)
    {
        if (_adverts.Count == 0)
        {
            return Abort(AbortCause.TooFewAdverts, "No node accepted the offer.");
        }

        return CohortTranscript.TryFix([.. _adverts.Values], Setting.Roster, Parameters, out CohortTranscript? cohort, out ProtocolViolation? violation)
            ? new Sharing(Setting, cohort, Dropouts, now)
            : Abort(violation.Code == ViolationCode.TooFewMembers ? AbortCause.TooFewAdverts : AbortCause.InvalidCohort, violation.Words, violation.Evidence);
    }
}
