namespace Federated.SecureAggregation.Coordinator;

/// <summary>Why an attempt ended without a sum.</summary>
public enum AbortCause
{
    /// <summary>Too few adverts for the minimum cohort, or no feasible thresholds.</summary>
    TooFewAdverts = 1,

    /// <summary>The adverts that came do not make a cohort.</summary>
    InvalidCohort = 2,

    /// <summary>Too few members shared their keys.</summary>
    TooFewShares = 3,

    /// <summary>Too few uploads were committed.</summary>
    TooFewUploads = 4,

    /// <summary>Too few survivors signed.</summary>
    TooFewSignatures = 5,

    /// <summary>Too few survivors released their shares. Those that did join no further attempt at this round: go on with the next round.</summary>
    TooFewUnmaskResponses = 6,

    /// <summary>The released shares contradict each other or the advertised keys. Go on with the next round.</summary>
    InconsistentShares = 7,

    /// <summary>The host ended the attempt.</summary>
    Cancelled = 8,
}
