using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Google.Protobuf;

namespace Federated.Protocol.Rounds;

/// <summary>
/// Round parameters and keys between the wire and the secure sum. Whatever comes from the wire passes the constructors of the core's
/// types, which refuse it with <see cref="ProtocolViolationException"/>; numbers too large for them are cut to their maximum first, which is refused too.
/// </summary>
public static class ParameterMapping
{
    public static V1.RoundParameters ToWire(this RoundParameters parameters) => new()
    {
        ProtocolVersion = (uint)parameters.ProtocolVersion,
        Round = KeyOf(parameters),
        RosterRoot = parameters.RosterRoot.ToWire(),
        ModelHash = parameters.ModelHash.ToWire(),
        PolicyHash = parameters.PolicyHash.ToWire(),
        MinimumCohort = (uint)parameters.MinimumCohort,
        ColluderPermille = (uint)parameters.ColluderPermille,
        DropoutPermille = (uint)parameters.DropoutPermille,
        ValueCount = (uint)parameters.ValueCount,
        ModulusBits = (uint)parameters.ModulusBits,
        QuantisationBits = (uint)parameters.QuantisationBits,
        ValueBound = parameters.ValueBound,
        WeightBound = (ulong)parameters.WeightBound,
        ClipNorm = parameters.ClipNorm,
        ChunkElements = (uint)parameters.ChunkElements,
        CompleteGraphLimit = (ulong)parameters.CompleteGraphLimit,
        TotalWeightBound = (ulong)(parameters.TotalWeightBound ?? 0),
        Rotated = parameters.IsRotated,
    };

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static RoundParameters ToCore(this V1.RoundParameters? wire)
    {
        wire ??= new V1.RoundParameters();
        var key = wire.Round ?? new V1.RoundKey();
        return new RoundParameters
        {
            ProtocolVersion = Int(wire.ProtocolVersion),
            JobId = key.JobId,
            Round = key.Round,
            Attempt = Int(key.Attempt),
            RosterRoot = wire.RosterRoot.ToDigest(),
            ModelHash = wire.ModelHash.ToDigest(),
            PolicyHash = wire.PolicyHash.ToDigest(),
            MinimumCohort = Int(wire.MinimumCohort),
            ColluderPermille = Int(wire.ColluderPermille),
            DropoutPermille = Int(wire.DropoutPermille),
            ValueCount = Int(wire.ValueCount),
            ModulusBits = Int(wire.ModulusBits),
            QuantisationBits = Int(wire.QuantisationBits),
            ValueBound = wire.ValueBound,
            WeightBound = (long)Math.Min(wire.WeightBound, long.MaxValue),
            ClipNorm = wire.ClipNorm,
            ChunkElements = Int(wire.ChunkElements),
            CompleteGraphLimit = (long)Math.Min(wire.CompleteGraphLimit, long.MaxValue),
            TotalWeightBound = wire.TotalWeightBound == 0 ? null : (long)Math.Min(wire.TotalWeightBound, long.MaxValue),
            IsRotated = wire.Rotated,
        };
    }

    public static V1.RoundKey KeyOf(RoundParameters parameters) => new() { JobId = parameters.JobId, Round = (uint)parameters.Round, Attempt = (uint)parameters.Attempt };

    public static ByteString ToWire(this Digest digest) => ByteString.CopyFrom(digest.Span);

    /// <exception cref="ProtocolViolationException">Not 32 bytes.</exception>
    public static Digest ToDigest(this ByteString bytes) => new(bytes.Span);

    internal static int Int(uint value) => (int)Math.Min(value, int.MaxValue);
}
