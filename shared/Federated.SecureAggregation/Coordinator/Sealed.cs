using System.Runtime.InteropServices;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>The round has its sum, and everything about it that the log wants.</summary>
public sealed class Sealed : CoordinatorPhase
{
    private readonly MaskedSum _masked;

    internal Sealed(
        RoundSetting setting, MaskedSum masked, IReadOnlyList<ConsistencySignature> signatures, IEnumerable<Dropout> dropouts)
        : base(setting, deadline: null, [], dropouts)
    {
        _masked = masked;
        ConsistencySignatures = signatures;
    }

    /// <summary>The cohort, with H, n and the thresholds.</summary>
    public CohortTranscript Cohort => _masked.Cohort;

    /// <summary>U1.</summary>
    public MemberSet Sharers => _masked.Sharers;

    /// <summary>U2: whose contributions are in the sum.</summary>
    public MemberSet Survivors => _masked.Survivors;

    /// <summary>The hash of each survivor's upload, in the order of <see cref="Survivors"/>.</summary>
    public IReadOnlyList<Digest> UploadHashes => _masked.UploadHashes;

    /// <summary>The survivors' signatures on the set.</summary>
    public IReadOnlyList<ConsistencySignature> ConsistencySignatures { get; }

    /// <summary>An element of the sum, reduced: values, then the weight.</summary>
    /// <param name="index">0..<see cref="RoundParameters.ElementCount"/> − 1.</param>
    public ulong ElementAt(int index) => _masked.Elements[index];

    /// <summary>SHA-256 over H and the packed sum.</summary>
    public Digest SumHash => HashOf(_masked);

    private protected override RoundPhase? Phase => null;

    /// <summary>The sum as reals, turned back when the contributions were rotated: Σ w·x and Σ w.</summary>
    public WeightedSum Dequantise()
    {
        WeightedSum sum = Parameters.Quantiser.Dequantise(_masked.Elements);
        if (Parameters.Rotation is not { } rotation)
        {
            return sum;
        }

        double[] values = [.. sum.Values];
        rotation.Undo(values);
        return sum with { Values = ImmutableCollectionsMarshal.AsImmutableArray(values) };
    }

    internal static Digest HashOf(MaskedSum unmasked) => new CanonicalWriter(DomainLabels.ForSum).Hash(unmasked.Cohort.Hash).Bytes(unmasked.Elements.ToPacked()).ToDigest();

    private protected override CoordinatorPhase Close(DateTimeOffset now) => this;
}
