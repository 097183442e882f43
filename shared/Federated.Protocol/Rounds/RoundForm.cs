using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Ring;

namespace Federated.Protocol.Rounds;

/// <summary>
/// What a job and its present state say about a round. Both sides derive the round's parameters from it, each from its own copy of the job and the
/// state; a node refuses an offer that differs in anything.
/// </summary>
public sealed record RoundForm
{
    /// <summary>n_min.</summary>
    public required int MinimumCohort { get; init; }

    /// <summary>γ, 0 to 0.5.</summary>
    public required double Collusion { get; init; }

    /// <summary>δ, 0 to 0.9.</summary>
    public required double Dropout { get; init; }

    /// <summary>Values of a contribution, the weight not counted.</summary>
    public required int Length { get; init; }

    /// <summary>b, bits of a quantised value.</summary>
    public required int Bits { get; init; }

    /// <summary>c, the largest absolute value of a coordinate.</summary>
    public required double Bound { get; init; }

    /// <summary>W, the largest weight.</summary>
    public required long WeightBound { get; init; }

    /// <summary>T, what all weights add up to at most; null when no more is known than W.</summary>
    public required long? TotalWeightBound { get; init; }

    /// <summary>Largest L2 norm; null when only the coordinates are bounded.</summary>
    public required double? ClipNorm { get; init; }

    /// <summary>Whether values are rotated before they are quantised: the bound is then the one of a rotated value.</summary>
    public required bool IsRotated { get; init; }

    /// <summary>The parameters of an attempt: the ring is the smallest that holds the sum of everybody who is invited.</summary>
    /// <param name="key">Job, round, attempt.</param>
    /// <param name="roster">The members.</param>
    /// <param name="invited">How many of them are invited.</param>
    /// <param name="state">Hash of the state.</param>
    /// <param name="job">Hash of the job.</param>
    /// <exception cref="ProtocolViolationException">A value is out of the secure sum's range.</exception>
    public RoundParameters ToParameters(V1.RoundKey key, Roster roster, int invited, Digest state, Digest job)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(roster);
        // A box of half-width c has no point further out than this.
        double norm = ClipNorm ?? Bound * Math.Sqrt(Length);
        return new RoundParameters
        {
            JobId = key.JobId,
            Round = key.Round,
            Attempt = ParameterMapping.Int(key.Attempt),
            RosterRoot = roster.Root,
            ModelHash = state,
            PolicyHash = job,
            MinimumCohort = MinimumCohort,
            ColluderPermille = (int)Math.Round(Collusion * 1000),
            DropoutPermille = (int)Math.Round(Dropout * 1000),
            ValueCount = Length,
            ModulusBits = RingFor(invited).Bits,
            QuantisationBits = Bits,
            ValueBound = IsRotated ? RandomRotation.BoundFor(Length, norm) : Bound,
            WeightBound = WeightBound,
            TotalWeightBound = TotalWeightBound,
            ClipNorm = norm,
            IsRotated = IsRotated,
        };
    }

    /// <summary>
    /// What a node expects to be offered. It is not told how many of the roster are invited, but the ring may be no larger than everybody would need, and no smaller
    /// than the smallest cohort needs; once the cohort is known, the secure sum holds the ring against that.
    /// </summary>
    /// <param name="offered">The offer; of it only the size of the ring is taken over.</param>
    /// <param name="key">Job, round, attempt.</param>
    /// <param name="roster">The members, as the node checked them.</param>
    /// <param name="state">Hash of the state.</param>
    /// <param name="job">Hash of the job.</param>
    /// <exception cref="ProtocolViolationException">A value is out of the secure sum's range.</exception>
    public RoundParameters Expect(RoundParameters offered, V1.RoundKey key, Roster roster, Digest state, Digest job)
    {
        ArgumentNullException.ThrowIfNull(offered);
        ArgumentNullException.ThrowIfNull(roster);
        int largest = RingFor(roster.Members.Count).Bits;
        int smallest = Math.Min(largest, RingFor(MinimumCohort).Bits);
        return ToParameters(key, roster, roster.Members.Count, state, job) with { ModulusBits = Math.Clamp(offered.ModulusBits, smallest, largest) };
    }

    private RingModulus RingFor(int members) => RingModulus.Smallest(Bits, members, WeightBound, TotalWeightBound);
}
