using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Cohort;

/// <summary>
/// Everything that all members of a cohort must agree on, signed by each in its advert. Two members whose parameters differ in one bit never share a cohort.
/// Fractions are whole thousandths, so that they have one byte form. Every setter refuses values out of range with <see cref="ProtocolViolationException"/>.
/// </summary>
public sealed record RoundParameters
{
    /// <summary>The protocol version of this library.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Protocol version; must be <see cref="CurrentVersion"/>.</summary>
    public int ProtocolVersion { get; init => field = Bounds.Within(value, CurrentVersion, CurrentVersion); } = CurrentVersion;

    /// <summary>The job: 1..64 characters out of letters, digits, '.', '_', ':', '-'.</summary>
    public required string JobId { get; init => field = Bounds.Name(value); }

    /// <summary>The round's number within the job, from 1.</summary>
    public required long Round { get; init => field = Bounds.Within(value, 1, long.MaxValue); }

    /// <summary>The attempt at this round, from 1. Each attempt has fresh keys.</summary>
    public required int Attempt { get; init => field = Bounds.Within(value, 1, 1_000_000); }

    /// <summary>The root of the acknowledged roster.</summary>
    public required Digest RosterRoot { get; init; }

    /// <summary>The hash of the model state that the contribution starts from, computed by the node from what it received.</summary>
    public required Digest ModelHash { get; init; }

    /// <summary>The hash of the job and policy that the node approved.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>n_min: the smallest cohort and the smallest set of survivors, 3..10,000.</summary>
    public required int MinimumCohort { get; init => field = Bounds.Within(value, 3, Bounds.MaximumCohort); }

    /// <summary>γ in thousandths: the share of members that may collude with the coordinator, 0..500. Default 200.</summary>
    public int ColluderPermille { get; init => field = Bounds.Within(value, 0, 500); } = 200;

    /// <summary>n_c set outright, 0..9,999; null for ⌊γn⌋.</summary>
    public int? AssumedColluders { get; init => field = value is null ? null : Bounds.Within(value.Value, 0, Bounds.MaximumCohort - 1); }

    /// <summary>δ in thousandths: the share of members that may drop out, 0..900. Default 250.</summary>
    public int DropoutPermille { get; init => field = Bounds.Within(value, 0, 900); } = 250;

    /// <summary>Values of the contribution, weight not counted, 1..100,000,000.</summary>
    public required int ValueCount { get; init => field = Bounds.Within(value, 1, 100_000_000); }

    /// <summary>m: the ring is Z(2^m), 1..62.</summary>
    public required int ModulusBits { get; init => field = Bounds.Within(value, 1, RingModulus.MaximumBits); }

    /// <summary>b, 2..52.</summary>
    public required int QuantisationBits { get; init => field = Bounds.Within(value, 2, Quantiser.MaximumBits); }

    /// <summary>c: every value lies within ±c; 1e-100..1e100.</summary>
    public required double ValueBound { get; init => field = Bounds.Positive(value); }

    /// <summary>W: every weight lies within 1..W, at most 2^40.</summary>
    public required long WeightBound { get; init => field = Bounds.Within(value, 1, 1L << 40); }

    /// <summary>
    /// T: what all weights of a cohort add up to at most, 1..2^53; null when nothing below n·W is known. Nobody can hold a member to it, but the sum of the weights is
    /// told in any case, and a sum that weighs more is not used.
    /// </summary>
    public long? TotalWeightBound { get; init => field = value is null ? null : Bounds.Within(value.Value, 1, 1L << 53); }

    /// <summary>Whether the values are rotated between clipping and quantising; <see cref="ValueBound"/> is then that of a rotated value. Default false.</summary>
    public bool IsRotated { get; init; }

    /// <summary>The L2 norm to which the node clipped its contribution before quantising it; 1e-100..1e100.</summary>
    public required double ClipNorm { get; init => field = Bounds.Positive(value); }

    /// <summary>Elements in an upload chunk: a multiple of 8, 8..16,777,216. Default 262,144 (1 MiB at 32 bits).</summary>
    public int ChunkElements { get; init => field = Bounds.Within(value, 8, 1 << 24); } = 1 << 18;

    /// <summary>The largest n·d, weight included, at which everybody shares with everybody; 0..10^18. Default 10^10.</summary>
    public long CompleteGraphLimit { get; init => field = Bounds.Within(value, 0, 1_000_000_000_000_000_000); } = NodeFloor.UsualCompleteGraphLimit;

    /// <summary>The ring.</summary>
    public RingModulus Modulus => new(ModulusBits);

    /// <summary>Elements of a masked vector: the values and the weight.</summary>
    public int ElementCount => ValueCount + 1;

    /// <summary>How uploads are cut.</summary>
    public ChunkLayout Layout => new(ElementCount, Modulus, ChunkElements);

    /// <summary>The quantiser that these parameters describe.</summary>
    public Quantiser Quantiser => new(QuantisationBits, ValueBound, WeightBound, Modulus);

    /// <summary>
    /// The rotation; null when there is none. Its seed is a hash of the round and of the state that the round starts from: known to everybody before anybody has a
    /// contribution, and the same in every attempt, so that a contribution that was kept can be sent again.
    /// </summary>
    public RandomRotation? Rotation => IsRotated
        ? new RandomRotation(ValueCount, new CanonicalWriter(DomainLabels.ForRotationSeed).Text(JobId).Int64(Round).Hash(ModelHash).Hash(PolicyHash).ToDigest())
        : null;

    /// <summary>A hash over every field.</summary>
    public Digest Hash => Write(new CanonicalWriter(DomainLabels.ForParameters)).ToDigest();

    internal CanonicalWriter Write(CanonicalWriter to) => to
        .Int32(ProtocolVersion).Text(JobId).Int64(Round).Int32(Attempt)
        .Hash(RosterRoot).Hash(ModelHash).Hash(PolicyHash)
        .Int32(MinimumCohort).Int32(ColluderPermille).Int32(AssumedColluders ?? -1).Int32(DropoutPermille)
        .Int32(ValueCount).Int32(ModulusBits).Int32(QuantisationBits)
        .Real(ValueBound).Int64(WeightBound).Real(ClipNorm).Int32(ChunkElements).Int64(CompleteGraphLimit)
        .Int64(TotalWeightBound ?? 0).Int32(IsRotated ? 1 : 0);

    internal static RoundParameters Read(ref CanonicalReader from) => new()
    {
        ProtocolVersion = from.Int32(),
        JobId = from.Text(Bounds.MaximumNameLength),
        Round = from.Int64(),
        Attempt = from.Int32(),
        RosterRoot = from.Hash(),
        ModelHash = from.Hash(),
        PolicyHash = from.Hash(),
        MinimumCohort = from.Int32(),
        ColluderPermille = from.Int32(),
        AssumedColluders = from.Int32() is var colluders and not -1 ? colluders : null,
        DropoutPermille = from.Int32(),
        ValueCount = from.Int32(),
        ModulusBits = from.Int32(),
        QuantisationBits = from.Int32(),
        ValueBound = from.Real(),
        WeightBound = from.Int64(),
        ClipNorm = from.Real(),
        ChunkElements = from.Int32(),
        CompleteGraphLimit = from.Int64(),
        TotalWeightBound = from.Int64() is var total and not 0 ? total : null,
        IsRotated = Bounds.Within(from.Int32(), 0, 1, "rotation") == 1,
    };
}
