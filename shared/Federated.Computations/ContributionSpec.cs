namespace Federated.Computations;

/// <summary>The form of a contribution, agreed before the round: what the gate clips to and how it quantises.</summary>
public sealed record ContributionSpec
{
    /// <summary>Checks every limit.</summary>
    /// <exception cref="ArgumentException">A limit is out of its range; the message names it.</exception>
    public ContributionSpec(int length, double bound, double? clipNorm, int bits, int weightBound, UnitOfPrivacy unit)
    {
        if (length < 1)
            throw new ArgumentException($"A contribution of {length} values was specified; it has at least 1.", nameof(length));
        if (!(bound > 0 && double.IsFinite(bound)))
            throw new ArgumentException($"The bound of a coordinate is {bound}; it must be finite and above 0.", nameof(bound));
        if (clipNorm is { } norm && !(norm > 0 && double.IsFinite(norm)))
            throw new ArgumentException($"The clipping norm is {norm}; it must be finite and above 0.", nameof(clipNorm));
        if (bits is < 2 or > 52)
            throw new ArgumentException($"{bits} bits were specified for a coordinate; it takes 2 to 52.", nameof(bits));
        if (weightBound is < 1 or > 1 << 20)
            throw new ArgumentException($"The weight bound is {weightBound}; it must be 1 to {1 << 20}.", nameof(weightBound));
        Length = length;
        Bound = bound;
        ClipNorm = clipNorm;
        Bits = bits;
        WeightBound = weightBound;
        Unit = unit;
    }

    /// <summary>Number of values, at least 1.</summary>
    public int Length { get; }

    /// <summary>c: every value lies in [−c, c].</summary>
    public double Bound { get; }

    /// <summary>Largest Euclidean norm of the vector; null when only <see cref="Bound"/> limits it.</summary>
    public double? ClipNorm { get; }

    /// <summary>b, 2 to 52: a value of weight w becomes a signed integer, stochastically rounded from w·x·<see cref="Scale"/>; of b bits at weight 1.</summary>
    public int Bits { get; }

    /// <summary>W: a weight is an integer from 1 to W.</summary>
    public int WeightBound { get; }

    /// <summary>
    /// T: what the weights of all nodes together add up to at most, where more is known of that than <see cref="WeightBound"/> times the nodes; null (default) where not. The ring is made
    /// for it, so a computation that sets it must not use the values of a sum that weighs more: they may have wrapped.
    /// </summary>
    public int? TotalWeightBound
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentException($"The weights together are bounded by {value}; it must be at least 1.", nameof(value));
    }

    /// <summary>Whether the vector is rotated before it is quantised, so that few bits suffice where <see cref="ClipNorm"/> is known and single coordinates may be large. Default false.</summary>
    public bool IsRotated { get; init; }

    /// <summary>Whose influence the limits bound.</summary>
    public UnitOfPrivacy Unit { get; }

    /// <summary>S = (2^(b−1) − 1)/c: integers for each unit of a value; of one that is not rotated.</summary>
    public double Scale => ((1L << (Bits - 1)) - 1) / Bound;
}
