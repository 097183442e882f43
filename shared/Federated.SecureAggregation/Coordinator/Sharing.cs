using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>R1 on the coordinator: announces the cohort and gathers the sealed shares.</summary>
public sealed class Sharing : CoordinatorPhase
{
    private readonly SortedDictionary<int, ShareBundle> _bundles = [];

    internal Sharing(RoundSetting setting, CohortTranscript cohort, IEnumerable<Dropout> dropouts, DateTimeOffset now)
        : base(setting, now + setting.Timeouts.Sharing, cohort.Members.Select(member => member.NodeId), dropouts) => Cohort = cohort;

    /// <summary>The cohort.</summary>
    public CohortTranscript Cohort { get; }

    /// <summary>For every member.</summary>
    public CohortAnnouncement Announcement => new(Cohort.Adverts);

    private protected override RoundPhase? Phase => RoundPhase.Sharing;

    /// <summary>Takes a member's sealed shares: one for each neighbour, ascending.</summary>
    public Receipt Receive(ShareBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        if (FindLate(bundle.NodeId) is { } late)
        {
            return late;
        }

        if (bundle.FindFault(Cohort, out int sender) is { } fault)
        {
            return Receipt.Reject(fault);
        }

        if (_bundles.TryGetValue(sender, out ShareBundle? earlier))
        {
            return Receipt.OfRepeat(bundle.SaysTheSameAs(earlier), bundle.NodeId);
        }

        IEnumerable<int> neighbours = Enumerable.Range(0, Cohort.Count).Where(other => Cohort.Graph.AreNeighbours(sender, other));
        if (!bundle.Shares.Select(share => share.To).SequenceEqual(neighbours) || bundle.Shares.Any(share => share.From != sender))
        {
            return Receipt.Reject(
                ViolationCode.UnexpectedMember, $"The share bundle of '{bundle.NodeId}' does not hold exactly one share for each neighbour, in order. Its node has to derive the graph from the cohort.", bundle.ToEvidence());
        }

        _bundles.Add(sender, bundle);
        NoLongerAwaits(bundle.NodeId);
        return Receipt.Accepted;
    }

    private protected override CoordinatorPhase Close(DateTimeOffset now) => _bundles.Count >= Cohort.Thresholds.MinimumSurvivors
        ? new Collecting(Setting, Cohort, _bundles, Dropouts, now)
        : Abort(AbortCause.TooFewShares, $"{_bundles.Count} of {Cohort.Count} members shared their keys and the round needs {Cohort.Thresholds.MinimumSurvivors}.");
}
