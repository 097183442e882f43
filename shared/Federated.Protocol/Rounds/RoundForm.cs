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

    /// <summary>Largest L2 norm; null when only the coordinates are bounded.</summary>
    public required double? ClipNorm { get; init; }

    /// <summary>The parameters of an attempt: the ring is the smallest that holds the sum of everybody on the roster.</summary>
    /// <exception cref="ProtocolViolationException">A value is out of the secure sum's range.</exception>
    public RoundParameters ToParameters(V1.RoundKey key, Roster roster, Digest state, Digest job)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(roster);
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
            ModulusBits = RingModulus.Smallest(Bits, roster.Members.Count, WeightBound).Bits,
            QuantisationBits = Bits,
            ValueBound = Bound,
            WeightBound = WeightBound,
            // A box of half-width c has no point further out than this.
            ClipNorm = ClipNorm ?? Bound * Math.Sqrt(Length),
        };
    }
}
