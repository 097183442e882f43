using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Cohort;

/// <summary>
/// What a node demands of every round, whatever it is offered. Its host fills it from the partner's policy file. A cohort of the right size can still be one
/// victim among strangers, so the floor counts the companies that the partner knows.
/// </summary>
public sealed record NodeFloor
{
    internal const long UsualCompleteGraphLimit = 10_000_000_000;

    /// <summary>The companies that this partner knows to be real and independent of each other; its own need not be in it.</summary>
    public required IReadOnlySet<string> KnownLegalEntities { get; init; }

    /// <summary>Known companies, other than its own, that must be in the cohort and among the survivors. Default 2, at least 0.</summary>
    public int MinimumKnownPartners { get; init => field = Bounds.Within(value, 0, Bounds.MaximumCohort); } = 2;

    /// <summary>The smallest n_min that this node accepts. Default 3.</summary>
    public int MinimumCohort { get; init => field = Bounds.Within(value, 3, Bounds.MaximumCohort); } = 3;

    /// <summary>Whether n_min = 3 is accepted: a sum over three, of which two colluders learn the third. Default false.</summary>
    public bool ConsentsToThree { get; init; }

    /// <summary>The smallest quorum/n in thousandths. Default 600, which γ = 0.2 always meets.</summary>
    public int MinimumThresholdPermille { get; init => field = Bounds.Within(value, 501, 1000); } = 600;

    /// <summary>The largest δ in thousandths. Default 500.</summary>
    public int MaximumDropoutPermille { get; init => field = Bounds.Within(value, 0, 900); } = 500;

    /// <summary>The largest clipping norm. Default: any; the clip is also part of the approved job.</summary>
    public double MaximumClipNorm { get; init; } = double.MaxValue;

    /// <summary>The most values in a contribution. Default 100,000,000.</summary>
    public int MaximumValueCount { get; init => field = Bounds.Within(value, 1, 100_000_000); } = 100_000_000;

    /// <summary>The largest ring. Default 62 bits.</summary>
    public int MaximumModulusBits { get; init => field = Bounds.Within(value, 1, RingModulus.MaximumBits); } = RingModulus.MaximumBits;

    /// <summary>The most quantisation bits. Default 52.</summary>
    public int MaximumQuantisationBits { get; init => field = Bounds.Within(value, 2, Quantiser.MaximumBits); } = Quantiser.MaximumBits;

    /// <summary>The smallest n·d at which this node lets a round go over to the sparse graph. Default 10^10.</summary>
    public long MinimumCompleteGraphLimit { get; init => field = Bounds.Within(value, 0, 1_000_000_000_000_000_000); } = UsualCompleteGraphLimit;

    /// <summary>
    /// The fewest companies by which the survivors may differ from those of a sum that this node released and that started from the same state, other than
    /// none; 0 looks at no difference. Default 3.
    /// </summary>
    public int MinimumDifference { get; init => field = Bounds.Within(value, 0, Bounds.MaximumCohort); } = 3;

    /// <summary>The same for consecutive rounds of one job, whose states differ. Default 0: members may come and go while a job runs.</summary>
    public int MinimumConsecutiveDifference { get; init => field = Bounds.Within(value, 0, Bounds.MaximumCohort); }

    /// <summary>Why these parameters are below the floor; null when they are not.</summary>
    public ProtocolViolation? FindBreach(RoundParameters offered)
    {
        ArgumentNullException.ThrowIfNull(offered);
        string? breach =
            offered.MinimumCohort < MinimumCohort ? $"a cohort of {offered.MinimumCohort} is allowed and this node demands {MinimumCohort}"
            : offered.MinimumCohort == 3 && !ConsentsToThree ? "a sum over three members is allowed and this node's policy does not consent to it"
            : offered.DropoutPermille > MaximumDropoutPermille ? $"{offered.DropoutPermille} of 1000 members may drop out and this node allows {MaximumDropoutPermille}"
            : offered.ClipNorm > MaximumClipNorm ? $"the clipping norm is {offered.ClipNorm} and this node allows {MaximumClipNorm}"
            : offered.ValueCount > MaximumValueCount ? $"{offered.ValueCount} values are asked for and this node allows {MaximumValueCount}"
            : offered.ModulusBits > MaximumModulusBits ? $"the ring has {offered.ModulusBits} bits and this node allows {MaximumModulusBits}"
            : offered.QuantisationBits > MaximumQuantisationBits ? $"quantisation has {offered.QuantisationBits} bits and this node allows {MaximumQuantisationBits}"
            : offered.CompleteGraphLimit < MinimumCompleteGraphLimit ? $"members share with a few neighbours only from {offered.CompleteGraphLimit} elements on and this node demands {MinimumCompleteGraphLimit}"
            : RingModulus.SmallestBits(offered.QuantisationBits, offered.MinimumCohort, offered.WeightBound, offered.TotalWeightBound) > offered.ModulusBits ? "the ring is too small for the smallest cohort"
            : null;
        return breach is null ? null : Below(breach);
    }

    /// <summary>Why this cohort is below the floor; null when it is not.</summary>
    /// <param name="cohort">The verified cohort.</param>
    /// <param name="counted">The members that count: all, or the survivors.</param>
    /// <param name="self">This node's index.</param>
    public ProtocolViolation? FindBreach(CohortTranscript cohort, IEnumerable<int> counted, int self)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(counted);
        Thresholds thresholds = cohort.Thresholds;
        if ((long)thresholds.Quorum * 1000 < (long)MinimumThresholdPermille * cohort.Count)
        {
            return Below($"{thresholds.Quorum} of {cohort.Count} members can unmask and this node demands {MinimumThresholdPermille} of 1000");
        }

        int known = counted.Count(member => member != self && KnownLegalEntities.Contains(cohort.Members[member].LegalEntity));
        return known >= MinimumKnownPartners ? null : new ProtocolViolation(
            ViolationCode.TooFewKnownPartners,
            $"This node knows {known} of the other companies and its policy demands {MinimumKnownPartners}. Add partners that you trust to the policy, or sit the round out.",
            cohort.Adverts.Select(advert => advert.ToEvidence()));
    }

    private static ProtocolViolation Below(string breach) =>
        new(ViolationCode.BelowFloor, $"The round is below this node's floor: {breach}. Change the job, or this node's policy.");
}
