namespace Federated.SecureAggregation.Cohort;

/// <summary>
/// The counts that follow from the size of a cohort and of its vectors; node and coordinator compute them, nobody sends them. On the complete graph
/// t = ⌊(n+n_c)/2⌋ + 1: two sets of t members share more honest members than there are colluders, so the coordinator cannot gather t shares of both kinds for
/// one node. Above <see cref="RoundParameters.CompleteGraphLimit"/> the graph is the sparse one of <see cref="GraphParameters"/>, if there is one.
/// </summary>
public sealed record Thresholds
{
    private Thresholds(int cohortSize, int assumedColluders)
    {
        CohortSize = cohortSize;
        AssumedColluders = assumedColluders;
    }

    /// <summary>n.</summary>
    public int CohortSize { get; }

    /// <summary>n_c.</summary>
    public int AssumedColluders { get; }

    /// <summary>k: neighbours of each member; n − 1 on the complete graph.</summary>
    public int Degree { get; private init; }

    /// <summary>t: shares that rebuild a secret.</summary>
    public int ShareThreshold { get; private init; }

    /// <summary>Signatures on one survivor set that unmasking needs, whatever the graph: ⌊(n+n_c)/2⌋ + 1.</summary>
    public int Quorum => ((CohortSize + AssumedColluders) / 2) + 1;

    /// <summary>The smallest survivor set: the largest of n_min, ⌈(1−δ)n⌉ and the quorum.</summary>
    public int MinimumSurvivors { get; private init; }

    /// <summary>Survivors that k/2 consecutive places of the ring must hold; 0 on the complete graph.</summary>
    public int MinimumInAnArc { get; private init; }

    /// <summary>The thresholds of a cohort of <paramref name="members"/>.</summary>
    public static Thresholds For(int members, RoundParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        int colluders = parameters.AssumedColluders ?? (int)((long)members * parameters.ColluderPermille / 1000);
        int dropouts = (int)((long)members * parameters.DropoutPermille / 1000);
        Thresholds complete = new(members, colluders);
        complete = complete with
        {
            Degree = members - 1,
            ShareThreshold = complete.Quorum,
            MinimumSurvivors = Math.Max(Math.Max(parameters.MinimumCohort, members - dropouts), complete.Quorum),
        };
        bool large = (long)members * parameters.ElementCount > parameters.CompleteGraphLimit;
        return !large || !GraphParameters.TryFind(members, colluders, dropouts, splitsShares: true, out GraphParameters? graph) ? complete : complete with
        {
            Degree = graph.Degree,
            ShareThreshold = graph.Threshold,
            MinimumInAnArc = GraphParameters.SurvivorsOfAnArc(members, colluders, graph.Degree),
        };
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

        int needed = Ring.RingModulus.SmallestBits(parameters.QuantisationBits, CohortSize, parameters.WeightBound, parameters.TotalWeightBound);
        return needed <= parameters.ModulusBits ? null : new ProtocolViolation(
            ViolationCode.ModulusTooSmall,
            $"The sum of {CohortSize} members needs {needed} bits and the ring has {parameters.ModulusBits}: it could wrap. Offer the round with a larger modulus.");
    }
}
