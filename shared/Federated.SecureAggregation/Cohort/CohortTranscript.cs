using System.Diagnostics.CodeAnalysis;

namespace Federated.SecureAggregation.Cohort;

/// <summary>
/// A verified cohort: its adverts sorted by node name, the hash H over them, and what follows from both. A member's index is its place in that order.
/// </summary>
public sealed class CohortTranscript
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    internal CohortTranscript(IEnumerable<Advert> adverts, Roster roster)
    {
        Adverts = [.. adverts.OrderBy(advert => advert.NodeId, StringComparer.Ordinal)];
        Parameters = Adverts[0].Parameters;
        CanonicalWriter transcript = new CanonicalWriter(DomainLabels.ForCohort).Int32(Adverts.Count);
        List<RosterMember> members = [];
        foreach (Advert advert in Adverts)
        {
            _indices.Add(advert.NodeId, _indices.Count);
            transcript.Bytes(advert.SignedBytes.Span);
            members.Add(roster.TryFind(advert.NodeId, out RosterMember? member) ? member : throw new ArgumentException("The adverts were not verified.", nameof(adverts)));
        }

        Members = members;
        Hash = transcript.ToDigest();
        Thresholds = Thresholds.For(Adverts.Count, Parameters);
        Graph = CohortGraph.Derive(Hash, Adverts.Count, Thresholds.Degree);
    }

    /// <summary>H: SHA-256 over the sorted adverts.</summary>
    public Digest Hash { get; }

    /// <summary>The adverts in index order.</summary>
    public IReadOnlyList<Advert> Adverts { get; }

    /// <summary>The roster entries in index order.</summary>
    public IReadOnlyList<RosterMember> Members { get; }

    /// <summary>What every member signed.</summary>
    public RoundParameters Parameters { get; }

    /// <summary>The thresholds at this size.</summary>
    public Thresholds Thresholds { get; }

    /// <summary>Who shares with whom.</summary>
    public CohortGraph Graph { get; }

    /// <summary>n.</summary>
    public int Count => Adverts.Count;

    /// <summary>The index of a node.</summary>
    public bool TryIndexOf(string nodeId, out int index) => _indices.TryGetValue(nodeId, out index);

    /// <summary>The names behind a set of indices.</summary>
    public IReadOnlyList<string> NamesOf(MemberSet members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return [.. members.Select(member => Members[member].NodeId)];
    }

    /// <summary>Why a sum over these survivors would not be safe or could not be unmasked; null when it would and can.</summary>
    /// <param name="survivors">U2, members of this cohort.</param>
    public string? FindThinSpot(MemberSet survivors)
    {
        ArgumentNullException.ThrowIfNull(survivors);
        return survivors.Count < Thresholds.MinimumSurvivors ? $"{survivors.Count} members survived and this round needs {Thresholds.MinimumSurvivors}"
            : Graph.FewestInAnArc(survivors) is var fewest && fewest < Thresholds.MinimumInAnArc ? $"{Graph.Degree / 2} consecutive places of the ring hold {fewest} survivors and this round needs {Thresholds.MinimumInAnArc}"
            : null;
    }

    /// <summary>Verifies adverts and builds the transcript.</summary>
    /// <returns>False with the violation when any check of step R1 that does not depend on the receiver fails.</returns>
    public static bool TryBuild(
        IReadOnlyList<Advert> adverts,
        Roster roster,
        RoundParameters expected,
        [NotNullWhen(true)] out CohortTranscript? transcript,
        [NotNullWhen(false)] out ProtocolViolation? violation)
    {
        violation = AdvertChecks.FindInSet(adverts, roster, expected);
        transcript = null;
        return violation is null && TryFix(adverts, roster, expected, out transcript, out violation);
    }

    /// <summary>The transcript of adverts that were verified one by one as they came.</summary>
    internal static bool TryFix(
        IReadOnlyList<Advert> verified,
        Roster roster,
        RoundParameters expected,
        [NotNullWhen(true)] out CohortTranscript? transcript,
        [NotNullWhen(false)] out ProtocolViolation? violation)
    {
        CohortTranscript cohort = new(verified, roster);
        violation = cohort.Thresholds.FindShortage(expected);
        transcript = violation is null ? cohort : null;
        return violation is null;
    }
}
