using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federated.SecureAggregation.Ring;

/// <summary>
/// Reals to ring elements and back. With |x| ≤ c and S = (2^(b−1) − 1)/c, a node with weight w uploads round(w·x·S) for each value and w behind them; it rounds up with
/// probability equal to the fraction, so that the expectation is w·x·S. It rounds after it has weighed: the sum is off by a step for each node, whatever the nodes
/// weigh. A value whose product with S is an integer is carried exactly: with c = 2^(b−1) − 1, S is 1 and integer counts sum without any error.
/// </summary>
public sealed class Quantiser
{
    /// <summary>The largest b: a double resolves the steps, and half a step, up to here.</summary>
    public const int MaximumBits = 52;

    private const int DrawsPerBatch = 256;
    private const double UniformStep = 1.0 / (1L << 53);
    private readonly double _largest;

    /// <param name="bits">b, 2..52.</param>
    /// <param name="valueBound">c, 1e-100..1e100.</param>
    /// <param name="weightBound">W, 1..2^40.</param>
    /// <param name="modulus">The ring that holds the sum.</param>
    /// <exception cref="ProtocolViolationException">A number is out of range.</exception>
    public Quantiser(int bits, double valueBound, long weightBound, RingModulus modulus)
    {
        Bits = Bounds.Within(bits, 2, MaximumBits, "quantisation bits");
        ValueBound = Bounds.Positive(valueBound, "value bound");
        WeightBound = Bounds.Within(weightBound, 1, 1L << 40, "weight bound");
        Modulus = modulus;
        _largest = (1L << (bits - 1)) - 1;
        Scale = _largest / valueBound;
    }

    /// <summary>b.</summary>
    public int Bits { get; }

    /// <summary>c.</summary>
    public double ValueBound { get; }

    /// <summary>W.</summary>
    public long WeightBound { get; }

    /// <summary>The ring.</summary>
    public RingModulus Modulus { get; }

    /// <summary>S: ring steps for one unit.</summary>
    public double Scale { get; }

    /// <summary>Quantises one node's contribution.</summary>
    /// <param name="values">The clipped values, each within ±<see cref="ValueBound"/>.</param>
    /// <param name="weight">1..<see cref="WeightBound"/>.</param>
    /// <param name="random">Decides the rounding; cryptographic.</param>
    /// <returns>values.Length + 1 elements; the last is the weight.</returns>
    /// <exception cref="InvalidContributionException">A value is not finite or is out of its bound, or the weight is.</exception>
    public RingVector Quantise(ReadOnlySpan<double> values, long weight, RandomNumberGenerator random)
    {
        ArgumentNullException.ThrowIfNull(random);
        RequireSendable(values, weight);
        RingWords words = new(Modulus, values.Length + 1);
        ulong mask = Modulus.Mask;
        Span<byte> draws = stackalloc byte[DrawsPerBatch * sizeof(ulong)];
        for (int i = 0; i < values.Length; i++)
        {
            int draw = i % DrawsPerBatch;
            if (draw == 0)
            {
                random.GetBytes(draws);
            }

            double uniform = (BinaryPrimitives.ReadUInt64LittleEndian(draws[(draw * sizeof(ulong))..]) >> 11) * UniformStep;
            double scaled = Math.Clamp(values[i] * Scale, -_largest, _largest);
            double whole = Math.Floor(scaled);
            // Apart from the whole part, the weighed fraction keeps all its digits at any number of bits.
            double weighed = weight * (scaled - whole);
            double floor = Math.Floor(weighed);
            long step = (weight * (long)whole) + (long)floor + (uniform < weighed - floor ? 1 : 0);
            words[i] = unchecked((ulong)step) & mask;
        }

        words[values.Length] = (ulong)weight & mask;
        CryptographicOperations.ZeroMemory(draws);
        return new RingVector(words);
    }

    /// <summary>Reads a sum back as reals.</summary>
    /// <param name="sum">The sum of contributions: values, then the weight.</param>
    /// <exception cref="ArgumentException">The sum has no weight element.</exception>
    public WeightedSum Dequantise(ReadOnlySpan<ulong> sum)
    {
        RingWords words = new(Modulus, sum.Length);
        for (int i = 0; i < sum.Length; i++)
        {
            words[i] = sum[i];
        }

        return Dequantise(words);
    }

    internal WeightedSum Dequantise(RingWords sum)
    {
        if (sum.Length == 0)
        {
            throw new ArgumentException("A sum has at least the weight element; this one is empty.", nameof(sum));
        }

        double[] values = new double[sum.Length - 1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Modulus.ToSigned(sum[i]) / Scale;
        }

        return new WeightedSum(values, (long)sum[values.Length]);
    }

    private void RequireSendable(ReadOnlySpan<double> values, long weight)
    {
        if (weight < 1 || weight > WeightBound)
        {
            throw new InvalidContributionException($"The weight {weight} is outside 1..{WeightBound}. Nothing was sent; a node without rows sits the round out.");
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!(Math.Abs(values[i]) <= ValueBound))
            {
                throw new InvalidContributionException(
                    $"Coordinate {i} is {(double.IsFinite(values[i]) ? "outside" : "not a finite number within")} ±{ValueBound}. Nothing was sent; clip the contribution, or look for a diverged training step.");
            }
        }
    }
}
