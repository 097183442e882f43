using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Messages;

/// <summary>Coordinator to every advertiser: all adverts of the cohort, in any order. Each node verifies and sorts them itself.</summary>
public sealed class CohortAnnouncement
{
    /// <param name="adverts">At most 10,000.</param>
    /// <exception cref="ProtocolViolationException">Too many.</exception>
    public CohortAnnouncement(IEnumerable<Advert> adverts) => Adverts = Bounds.List(adverts, Bounds.MaximumCohort, "the cohort");

    /// <summary>The adverts.</summary>
    public IReadOnlyList<Advert> Adverts { get; }
}
