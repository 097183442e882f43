using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Federated.SecureAggregation.Ring;

/// <summary>
/// Reals to ring elements and back. With |x| ≤ c and S = (2^(b−1) − 1)/c, a node with weight w uploads round(w·x·S) for each value and w behind them; it rounds up with
/// probability equal to the fraction (to 2^−32), so that the expectation is w·x·S. It rounds after it has weighed: the sum is off by a step for each node, whatever the
/// nodes weigh. A value whose product with S is an integer is carried exactly: with c = 2^(b−1) − 1, S is 1 and integer counts sum without any error.
/// </summary>
public sealed class Quantiser
{
    /// <summary>The largest b: a double resolves the steps, and half a step, up to here.</summary>
    public const int MaximumBits = 52;

    private const int DrawsPerBatch = 4096;
    private const double UniformStep = 1.0 / (1L << 32);
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
        Span<uint> draws = stackalloc uint[DrawsPerBatch];
        for (int first = 0; first < values.Length; first += DrawsPerBatch)
        {
            ReadOnlySpan<double> batch = values.Slice(first, Math.Min(DrawsPerBatch, values.Length - first));
            random.GetBytes(MemoryMarshal.AsBytes(draws[..batch.Length]));
            if (words.IsNarrow)
            {
                Round(batch, weight, draws, words.Slice<uint>(first, batch.Length));
            }
            else
            {
                Round(batch, weight, draws, words.Slice<ulong>(first, batch.Length));
            }
        }

        words[values.Length] = (ulong)weight & Modulus.Mask;
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(draws));
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

        return new WeightedSum(ImmutableCollectionsMarshal.AsImmutableArray(values), (long)sum[values.Length]);
    }

    private void RequireSendable(ReadOnlySpan<double> values, long weight)
    {
        if (weight < 1 || weight > WeightBound)
        {
            throw new InvalidContributionException($"The weight {weight} is outside 1..{WeightBound}. Nothing was sent; a node without rows sits the round out.");
        }

        int checkedValues = 0;
        Vector512<double> bound = Vector512.Create(ValueBound);
        while (checkedValues <= values.Length - Vector512<double>.Count && Vector512.LessThanOrEqualAll(Vector512.Abs(Vector512.Create(values[checkedValues..])), bound))
        {
            checkedValues += Vector512<double>.Count;
        }

        for (int i = checkedValues; i < values.Length; i++)
        {
            if (!(Math.Abs(values[i]) <= ValueBound))
            {
                throw new InvalidContributionException(
                    $"Coordinate {i} is {(double.IsFinite(values[i]) ? "outside" : "not a finite number within")} ±{ValueBound}. Nothing was sent; clip the contribution, or look for a diverged training step.");
            }
        }
    }

    private void Round<T>(ReadOnlySpan<double> values, long weight, ReadOnlySpan<uint> draws, Span<T> words)
        where T : unmanaged, IBinaryInteger<T>
    {
        int at = 0;
        for (; at <= values.Length - Vector512<double>.Count; at += Vector512<double>.Count)
        {
            Vector512<double> scaled = Vector512.Clamp(Vector512.Create(values[at..]) * Scale, Vector512.Create(-_largest), Vector512.Create(_largest));
            // Apart from the whole part, the weighed fraction keeps all its digits at any number of bits.
            Vector512<double> whole = Vector512.Floor(scaled);
            Vector512<double> weighed = (scaled - whole) * weight;
            Vector512<double> floor = Vector512.Floor(weighed);
            Vector256<uint> draw = Vector256.Create(draws[at..]);
            Vector512<ulong> wide = Vector512.Create(Vector256.WidenLower(draw), Vector256.WidenUpper(draw));
            Vector512<double> uniform = Vector512.ConvertToDouble(wide.AsInt64()) * UniformStep;
            Vector512<double> rest = floor + (Vector512.LessThan(uniform, weighed - floor) & Vector512<double>.One);
            Vector512<ulong> element = ((Vector512.ConvertToInt64(whole) * weight) + Vector512.ConvertToInt64(rest)).AsUInt64() & Vector512.Create(Modulus.Mask);
            if (typeof(T) == typeof(uint))
            {
                Vector256.Narrow(element.GetLower(), element.GetUpper()).As<uint, T>().CopyTo(words[at..]);
            }
            else
            {
                element.As<ulong, T>().CopyTo(words[at..]);
            }
        }

        for (; at < values.Length; at++)
        {
            double scaled = Math.Clamp(values[at] * Scale, -_largest, _largest);
            double whole = Math.Floor(scaled);
            double weighed = weight * (scaled - whole);
            double floor = Math.Floor(weighed);
            long step = (weight * (long)whole) + (long)floor + (draws[at] * UniformStep < weighed - floor ? 1 : 0);
            words[at] = T.CreateTruncating(unchecked((ulong)step) & Modulus.Mask);
        }
    }
}
