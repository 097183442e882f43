using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>The round has its sum, and everything about it that the log wants.</summary>
public sealed class Sealed : CoordinatorPhase
{
    private readonly MaskedSum _masked;
    private readonly ulong[] _sum;

    internal Sealed(
        RoundSetting setting, MaskedSum masked, ulong[] sum, IReadOnlyList<ConsistencySignature> signatures, IEnumerable<Dropout> dropouts)
        : base(setting, deadline: null, [], dropouts)
    {
        _masked = masked;
        _sum = sum;
        ConsistencySignatures = signatures;
    }

    /// <summary>The cohort, with H, n and the thresholds.</summary>
    public CohortTranscript Cohort => _masked.Cohort;

    /// <summary>U1.</summary>
    public MemberSet Sharers => _masked.Sharers;

    /// <summary>U2: whose contributions are in the sum.</summary>
    public MemberSet Survivors => _masked.Survivors;

    /// <summary>SHA-256 of each survivor's packed upload, in the order of <see cref="Survivors"/>.</summary>
    public IReadOnlyList<Digest> UploadHashes => _masked.UploadHashes;

    /// <summary>The survivors' signatures on the set.</summary>
    public IReadOnlyList<ConsistencySignature> ConsistencySignatures { get; }

    /// <summary>The sum as ring elements: values, then the weight.</summary>
    public ReadOnlySpan<ulong> Sum => _sum;

    /// <summary>SHA-256 over H and the packed sum.</summary>
    public Digest SumHash
    {
        get
        {
            byte[] packed = new byte[Parameters.Layout.TotalBytes];
            BitPacking.Pack(_sum, Parameters.Modulus, packed);
            return new CanonicalWriter(DomainLabels.ForSum).Hash(Cohort.Hash).Bytes(packed).ToDigest();
        }
    }

    private protected override RoundPhase? Phase => null;

    /// <summary>The sum as reals: Σ w·x and Σ w.</summary>
    public WeightedSum Dequantise() => Parameters.Quantiser.Dequantise(_sum);

    private protected override CoordinatorPhase Close(DateTimeOffset now) => this;
}
