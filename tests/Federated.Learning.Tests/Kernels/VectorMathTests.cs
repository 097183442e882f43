using Federated.Learning.Kernels;

namespace Federated.Learning.Tests.Kernels;

public sealed class VectorMathTests
{
    private delegate void SpanFunction(ReadOnlySpan<float> source, Span<float> target, VectorPath path);

    private static readonly (string Name, SpanFunction Function, Func<double, double> Exact, float From, float To, double Error)[] Functions =
    [
        ("exp", VectorMath.Apply<ExpFunction>, Math.Exp, -87, 88.7f, 3e-7),
        ("log", VectorMath.Apply<LogFunction>, Math.Log, 1e-30f, 100, 3e-7),
        ("sigmoid", VectorMath.Apply<SigmoidFunction>, x => 1 / (1 + Math.Exp(-x)), -86, 90, 4e-7),
        ("tanh", VectorMath.Apply<TanhFunction>, Math.Tanh, -12, 12, 4e-7),
        ("softplus", VectorMath.Apply<SoftplusFunction>, x => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x))), -86, 90, 4e-7),
        ("normal", VectorMath.Apply<NormalDistributionFunction>, ExactNormal, -9, 9, 8e-7),
        ("gelu", VectorMath.Apply<GeluFunction>, x => x * ExactNormal(x), -9, 9, 9e-7),
    ];

    [Fact]
    public void Functions_OverTheirRange_AreWithinTheStatedRelativeError()
    {
        foreach ((string name, SpanFunction function, Func<double, double> exact, float from, float to, double error) in Functions)
        {
            float[] source = [.. Enumerable.Range(0, 40_001).Select(i => from + ((to - from) * (i / 40_000f))), .. Enumerable.Range(1, 4_000).Select(i => (float)(Math.Pow(10, -i / 200.0) * to))];
            var target = new float[source.Length];
            function(source, target, Processor.Path);
            double worst = 0;
            for (int index = 0; index < source.Length; index++)
            {
                double expected = exact(source[index]);
                if (expected != 0)
                    worst = Math.Max(worst, Math.Abs(target[index] - expected) / Math.Abs(expected));
            }

            Assert.True(worst <= error, $"{name}: {worst:E2}");
        }
    }

    [Fact]
    public void Functions_AnyPathLengthAndPlace_GiveTheSameBits()
    {
        float[] source = [.. Enumerable.Range(0, 75).Select(i => ((i * 37 % 75) - 30) * 1.37f), 0, -0f, float.Epsilon, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e38f, -1e38f];
        foreach ((string name, SpanFunction function, _, _, _, _) in Functions)
        {
            var scalar = new float[source.Length];
            function(source, scalar, VectorPath.Scalar);
            foreach (VectorPath path in Paths())
            {
                for (int start = 0; start < 40; start++)
                {
                    var target = new float[source.Length - start];
                    function(source.AsSpan(start), target, path);
                    for (int index = 0; index < target.Length; index++)
                    {
                        Assert.True(Same(scalar[start + index], target[index]), $"{name} {path} of {source[start + index]}: {scalar[start + index]:R} and {target[index]:R}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Functions_AtTheirLimits_AreExact()
    {
        Assert.Equal([0, float.PositiveInfinity, 1, 0, float.PositiveInfinity, float.NaN], Of(VectorMath.Exp, float.NegativeInfinity, float.PositiveInfinity, 0, -110, 89, float.NaN));
        Assert.Equal([float.NegativeInfinity, float.NegativeInfinity, float.NaN, float.PositiveInfinity, 0, float.NaN], Of(VectorMath.Log, 0, -0f, -1, float.PositiveInfinity, 1, float.NaN));
        Assert.Equal([0, 1, 0.5f, float.NaN], Of(VectorMath.Sigmoid, float.NegativeInfinity, float.PositiveInfinity, 0, float.NaN));
        Assert.Equal([-1, 1, 0, float.NaN, 1e-20f], Of(VectorMath.Tanh, float.NegativeInfinity, float.PositiveInfinity, 0, float.NaN, 1e-20f));
        Assert.Equal([0, float.PositiveInfinity, float.NaN, 1e30f], Of(VectorMath.Softplus, float.NegativeInfinity, float.PositiveInfinity, float.NaN, 1e30f));
        Assert.Equal([0, 1, float.NaN], Of(VectorMath.NormalDistribution, float.NegativeInfinity, float.PositiveInfinity, float.NaN));
        Assert.Equal(1e-40, Of(VectorMath.Exp, (float)Math.Log(1e-40))[0], 1e-44);
        Assert.Equal(Math.Log(1e-40), Of(VectorMath.Log, 1e-40f)[0], 1e-3);
    }

    [Fact]
    public void Apply_TargetOfAnotherLength_IsRefused()
        => Assert.Throws<ArgumentException>(() => VectorMath.Exp(new float[3], new float[4]));

    internal static IEnumerable<VectorPath> Paths() => Enum.GetValues<VectorPath>().Where(path => path <= Processor.Path);

    private delegate void Kernel(ReadOnlySpan<float> source, Span<float> target);

    private static float[] Of(Kernel kernel, params float[] source)
    {
        var target = new float[source.Length];
        kernel(source, target);
        return target;
    }

    private static double LogOnePlus(double u) => u < 1e-4 ? u - (u * u / 2) + (u * u * u / 3) : Math.Log(1 + u);

    private static bool Same(float left, float right)
        => (float.IsNaN(left) && float.IsNaN(right)) || BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right);

    /// <summary>Φ by the series of erf for small |x| and the continued fraction of erfc otherwise (Abramowitz and Stegun 7.1.6 and 7.1.14).</summary>
    private static double ExactNormal(double x)
    {
        double z = Math.Abs(x) / Math.Sqrt(2);
        double complement;
        if (z < 2.5)
        {
            double term = z, sum = z;
            for (int n = 1; n < 120; n++)
            {
                term *= 2 * z * z / ((2 * n) + 1);
                sum += term;
            }

            complement = 1 - (2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z) * sum);
        }
        else
        {
            double fraction = z;
            for (int n = 200; n > 0; n--)
                fraction = z + (n / 2.0 / fraction);
            complement = Math.Exp(-z * z) / Math.Sqrt(Math.PI) / fraction;
        }

        return x < 0 ? complement / 2 : 1 - (complement / 2);
    }
}
