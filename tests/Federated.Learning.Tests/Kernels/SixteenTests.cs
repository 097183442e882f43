using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Tests.Kernels;

public sealed class SixteenTests
{
    private static readonly (string Name, SpanFunction Plain, VectorFunction InHalves, VectorFunction InElements, VectorFunction Chosen)[] Functions =
    [
        Entry<ExpFunction>("exp", VectorMath.Exp),
        Entry<LogFunction>("log", VectorMath.Log),
        Entry<SigmoidFunction>("sigmoid", VectorMath.Sigmoid),
        Entry<TanhFunction>("tanh", VectorMath.Tanh),
        Entry<SoftplusFunction>("softplus", VectorMath.Softplus),
        Entry<NormalDistributionFunction>("normal", VectorMath.NormalDistribution),
        Entry<GeluFunction>("gelu", VectorMath.Gelu),
    ];

    private delegate void SpanFunction(ReadOnlySpan<float> source, Span<float> target, VectorPath path);

    private delegate Vector512<float> VectorFunction(Vector512<float> x);

    [Fact]
    public void Functions_EveryWay_GiveTheBitsOfPlainValues()
    {
        float[] source = [.. Enumerable.Range(0, 90).Select(i => ((i * 37 % 90) - 40) * 1.13f), 0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e-40f];
        foreach ((string name, SpanFunction plain, VectorFunction inHalves, VectorFunction inElements, VectorFunction chosen) in Functions)
        {
            var expected = new float[source.Length];
            plain(source, expected, VectorPath.Scalar);
            AssertSame($"{name} in elements", inElements, source, expected);
            AssertSame($"{name} as chosen", chosen, source, expected);
            if (Processor.Path != VectorPath.Scalar)
                AssertSame($"{name} in halves", inHalves, source, expected);
        }
    }

    [Fact]
    public void LoadAndStore_FewerThanSixteen_TouchNoOtherElement()
    {
        for (int count = 1; count < 16; count++)
        {
            float[] values = [.. Enumerable.Range(1, count).Select(value => (float)value)];
            Sixteen.LoadFirst(values, out Vector512<float> first);
            Sixteen.LoadPadded(values, out Vector512<float> padded);
            float[] expected = [.. values, .. new float[16 - count]];
            Assert.Equal(expected, Elements(first));
            Assert.Equal(expected, Elements(padded));

            float[] target = new float[20], other = new float[20];
            Sixteen.StoreFirst(Vector512.Create(7f), target.AsSpan(2, count));
            Sixteen.StorePadded(Vector512.Create(7f), other.AsSpan(2, count));
            float[] stored = [0, 0, .. Enumerable.Repeat(7f, count), .. new float[18 - count]];
            Assert.Equal(stored, target);
            Assert.Equal(stored, other);
        }
    }

    private static (string Name, SpanFunction Plain, VectorFunction InHalves, VectorFunction InElements, VectorFunction Chosen) Entry<TFunction>(string name, VectorFunction chosen)
        where TFunction : struct, IElementFunction
        => (name, VectorMath.Apply<TFunction>, Sixteen.InHalves<TFunction>, Sixteen.InElements<TFunction>, chosen);

    private static void AssertSame(string name, VectorFunction function, float[] source, float[] expected)
    {
        for (int start = 0; start < source.Length; start += 16)
        {
            float[] actual = Elements(function(Vector512.Create(source, start)));
            for (int lane = 0; lane < 16; lane++)
            {
                float value = expected[start + lane];
                Assert.True(
                    (float.IsNaN(value) && float.IsNaN(actual[lane])) || BitConverter.SingleToInt32Bits(value) == BitConverter.SingleToInt32Bits(actual[lane]),
                    $"{name} of {source[start + lane]}: {value:R} and {actual[lane]:R}");
            }
        }
    }

    private static float[] Elements(Vector512<float> lanes)
    {
        var values = new float[16];
        lanes.CopyTo(values);
        return values;
    }
}
