namespace Federated.SecureAggregation.Cohort;

/// <summary>
/// The counts that follow from the size of a cohort; node and coordinator compute them, nobody sends them. On the complete graph t = ⌊(n+n_c)/2⌋ + 1: two
/// sets of t members share more honest members than there are colluders, so the coordinator cannot gather t shares of both kinds for one node.
/// </summary>
public sealed record Thresholds
{
    private Thresholds(int cohortSize, int assumedColluders, int shareThreshold, int minimumSurvivors)
    {
        CohortSize = cohortSize;
        AssumedColluders = assumedColluders;
        ShareThreshold = shareThreshold;
        MinimumSurvivors = minimumSurvivors;
    }

    /// <summary>n.</summary>
    public int CohortSize { get; }

    /// <summary>n_c.</summary>
    public int AssumedColluders { get; }

    /// <summary>t: shares that rebuild a secret.</summary>
    public int ShareThreshold { get; }

    /// <summary>Signatures on one survivor set that unmasking needs; above (n+n_c)/2.</summary>
    public int Quorum => ShareThreshold;

    /// <summary>The smallest survivor set: the largest of n_min, ⌈(1−δ)n⌉ and t.</summary>
    public int MinimumSurvivors { get; }

    /// <summary>The thresholds of a cohort of <paramref name="members"/>.</summary>
    public static Thresholds For(int members, RoundParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        int colluders = parameters.AssumedColluders ?? (int)((long)members * parameters.ColluderPermille / 1000);
        int threshold = ((members + colluders) / 2) + 1;
        int present = (int)((((long)members * (1000 - parameters.DropoutPermille)) + 999) / 1000);
        return new Thresholds(members, colluders, threshold, Math.Max(Math.Max(parameters.MinimumCohort, present), threshold));
    }

    /// <summary>Why a round with these thresholds cannot be held; null when it can.</summary>
    public ProtocolViolation? FindShortage(RoundParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (CohortSize < parameters.MinimumCohort || CohortSize < MinimumSurvivors)
        {
            return new ProtocolViolation(
                ViolationCode.TooFewMembers,
                $"The cohort has {CohortSize} members; this round needs {Math.Max(parameters.MinimumCohort, MinimumSurvivors)}. Wait for more partners to connect and retry.");
        }

        int needed = Ring.RingModulus.SmallestBits(parameters.QuantisationBits, CohortSize, parameters.WeightBound);
        return needed <= parameters.ModulusBits ? null : new ProtocolViolation(
            ViolationCode.ModulusTooSmall,
            $"The sum of {CohortSize} members needs {needed} bits and the ring has {parameters.ModulusBits}: it could wrap. Offer the round with a larger modulus.");
    }
}
