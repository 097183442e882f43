using System.Security.Cryptography;

namespace Federated.Privacy.Noise;

/// <summary>
/// The discrete Gaussian, fast: from a table when σ is small, and as x + k·y of two smaller ones when it is not, which is the discrete Gaussian of variance
/// σ_x² + k²σ_y² up to 2e^(−2π²s²) with s = σ_xσ_y/σ (Micciancio and Walter 2017, in the parametrisation by σ). Closer to
/// <see cref="ExactDiscreteGaussian"/> than any number of draws here can tell, not equal: <see cref="INoiseSampler.Distance"/> says how close.
/// </summary>
public sealed class DiscreteGaussian : INoiseSampler
{
    /// <summary>The largest σ.</summary>
    public const double MostDeviation = 1e12;

    private const double MostInTable = 512;
    // e^(−8.2²/2) is 2e-15.
    private const double Reach = 8.2;
    // Either part of a sum has at least this share in it: 2e^(−2π²·1.5²) is 1e-19.
    private const double LeastSmoothing = 1.5;
    private const double TableDistance = 4e-14;
    private readonly AliasTable[] _tables;
    private readonly long[] _strides;
    private readonly int[] _reaches;

    /// <param name="deviation">σ, 0.05 to 1e12.</param>
    /// <exception cref="PrivacyParameterException">It is out of range.</exception>
    public DiscreteGaussian(double deviation)
    {
        Deviation = Bounds.Within(deviation, 0.05, MostDeviation, "deviation");
        List<(double Deviation, long Stride)> parts = [.. Parts(deviation)];
        _strides = [.. parts.Select(part => part.Stride)];
        _reaches = [.. parts.Select(part => (int)Math.Ceiling(Reach * part.Deviation) + 1)];
        _tables = [.. parts.Select((part, i) => TableOf(part.Deviation, _reaches[i]))];
    }

    /// <summary>σ.</summary>
    public double Deviation { get; }

    public double Variance => DiscreteGaussianMoments.VarianceOf(Deviation);

    public double Distance => TableDistance * _tables.Length;

    public void Fill(Span<long> destination, RandomNumberGenerator random)
    {
        using RandomWords words = new(random);
        FillWith(_tables[0], _reaches[0], destination, words);
        for (int part = 1; part < _tables.Length; part++)
            AddTo(destination, _tables[part], _reaches[part], _strides[part], words);
    }

    /// <summary>σ = √(Σ stride²·σ_part²), the first stride being 1.</summary>
    internal static IEnumerable<(double Deviation, long Stride)> Parts(double deviation)
    {
        double left = deviation;
        for (long stride = 1; ;)
        {
            if (left <= MostInTable)
            {
                yield return (left, stride);
                yield break;
            }

            // The part drawn here must span the next one's stride: σ_x = 1.5·k·√(1 + …) at the most.
            long factor = Math.Min((long)(MostInTable / (2 * LeastSmoothing)), (long)Math.Ceiling(left / MostInTable * 1.2));
            double own = Math.Min(MostInTable, 2 * LeastSmoothing * factor);
            yield return (own, stride);
            left = Math.Sqrt((left * left) - (own * own)) / factor;
            stride *= factor;
        }
    }

    private static AliasTable TableOf(double deviation, int reach)
    {
        double[] weights = new double[(2 * reach) + 1];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = Math.Exp(-(double)(i - reach) * (i - reach) / (2 * deviation * deviation));
        return new AliasTable(weights);
    }

    private static void FillWith(AliasTable table, int reach, Span<long> destination, RandomWords words)
    {
        for (int i = 0; i < destination.Length; i++)
            destination[i] = table.Choose(words.Next()) - reach;
    }

    private static void AddTo(Span<long> destination, AliasTable table, int reach, long stride, RandomWords words)
    {
        for (int i = 0; i < destination.Length; i++)
            destination[i] += (table.Choose(words.Next()) - reach) * stride;
    }
}
