using Federated.SecureAggregation.Ring;
using Federated.SecureAggregation.Tests.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.SecureAggregation.Tests.Ring;

public sealed class QuantiserTests
{
    [Fact]
    public void Quantise_AnyValueInBound_ErrsByLessThanOneStep() =>
        Prop.ForAll(
            Gen.Choose(2, Quantiser.MaximumBits).ToArbitrary(),
            Gen.Choose(-1_000_000, 1_000_000).Select(k => k / 1_000_000.0).ToArbitrary(),
            (bits, fraction) =>
            {
                Quantiser quantiser = new(bits, 3.5, 10, new RingModulus(62));
                double value = fraction * 3.5;
                using RingVector vector = quantiser.Quantise([value], 1, new SeededRandom(bits));
                double error = Math.Abs(quantiser.Dequantise(vector.Words).Values[0] - value);
                return error <= (1 / quantiser.Scale) + 1e-12;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quantise_WholeNumbersAtScaleOne_AreExact()
    {
        const int Bits = Quantiser.MaximumBits;
        double largest = (1L << (Bits - 1)) - 1;
        Quantiser quantiser = new(Bits, largest, 1, new RingModulus(62));
        double[] counts = [0, 1, -1, 123_456_789_012, largest, -largest];

        using RingVector vector = quantiser.Quantise(counts, 1, new SeededRandom(1));

        Assert.Equal(counts, quantiser.Dequantise(vector.Words).Values);
    }

    [Theory]
    [InlineData(20, 32, 1)]
    [InlineData(20, 30, 37)]
    [InlineData(20, 33, 37)]
    [InlineData(52, 62, 5)]
    public void Quantise_LongVector_IsThePlainFormulaOfEachValue(int bits, int modulusBits, long weight)
    {
        RingModulus modulus = new(modulusBits);
        Quantiser quantiser = new(bits, 2.5, 100, modulus);
        Random source = new(bits + modulusBits);
        double[] values = [2.5, -2.5, 0, -0.0, .. Enumerable.Range(0, 9_000).Select(_ => (source.NextDouble() * 5) - 2.5)];

        using RingVector vector = quantiser.Quantise(values, weight, new SeededRandom(3));

        using SeededRandom again = new(3);
        byte[] draws = new byte[values.Length * sizeof(uint)];
        again.GetBytes(draws);
        for (int i = 0; i < values.Length; i++)
        {
            double scaled = values[i] * quantiser.Scale, fraction = scaled - Math.Floor(scaled);
            long step = (long)Math.Floor(scaled) + (BitConverter.ToUInt32(draws, i * sizeof(uint)) / 4294967296.0 < fraction ? 1 : 0);
            Assert.Equal((ulong)(step * weight) & modulus.Mask, vector.Words[i]);
        }

        Assert.Equal((ulong)weight, vector.Words[values.Length]);
    }

    [Fact]
    public void Quantise_HalfStep_RoundsUpHalfOfTheTime()
    {
        Quantiser quantiser = new(16, (1 << 15) - 1, 1, new RingModulus(32));
        double[] halves = [.. Enumerable.Repeat(0.5, 10_000)];

        using RingVector vector = quantiser.Quantise(halves, 1, new SeededRandom(7));

        Assert.InRange(quantiser.Dequantise(vector.Words).Values.Sum(), 4_800, 5_200);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1.0000001)]
    [InlineData(-2)]
    [InlineData(1e38)]
    public void Quantise_ValueThatMustNotLeave_ThrowsAndNamesTheCoordinate(double value)
    {
        Quantiser quantiser = new(16, 1, 1, new RingModulus(32));

        InvalidContributionException error = Assert.Throws<InvalidContributionException>(() => quantiser.Quantise([0, -0.0, value], 1, new SeededRandom(1)));

        Assert.Contains("Coordinate 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(1L << 31)]
    public void Quantise_WeightOutOfBound_Throws(long weight) =>
        Assert.Throws<InvalidContributionException>(() => new Quantiser(16, 1, 100, new RingModulus(32)).Quantise([0], weight, new SeededRandom(1)));

    [Fact]
    public void Sum_EveryNodeAtItsExtreme_DoesNotWrap()
    {
        const int Members = 5;
        const long Weight = 100;
        RingModulus modulus = RingModulus.Smallest(16, Members, Weight);
        Quantiser quantiser = new(16, 2.5, Weight, modulus);
        foreach (double extreme in (double[])[2.5, -2.5])
        {
            ulong[] sum = new ulong[2];
            for (int node = 0; node < Members; node++)
            {
                using RingVector vector = quantiser.Quantise([extreme], Weight, new SeededRandom(node));
                sum[0] += vector.Words[0];
                sum[1] += vector.Words[1];
            }

            modulus.Reduce(sum);
            WeightedSum read = quantiser.Dequantise(sum);
            Assert.Equal(Members * Weight * extreme, read.Values[0], 9);
            Assert.Equal(Members * Weight, read.Weight);
        }
    }

    [Theory]
    [InlineData(16, 1000, 1, 26)]
    [InlineData(16, 1000, 64, 32)]
    [InlineData(16, 1, 1, 16)]
    [InlineData(48, 3, 1, 50)]
    public void SmallestModulus_PublishedCases_Match(int bits, int members, long weight, int modulusBits) =>
        Assert.Equal(modulusBits, RingModulus.Smallest(bits, members, weight).Bits);

    [Fact]
    public void RingVector_Disposed_IsZeroedAndUnreadable()
    {
        RingVector vector = new Quantiser(16, 1, 1, new RingModulus(32)).Quantise([0.5, 0.25], 1, new SeededRandom(1));
        RingWords words = vector.Words;
        Assert.NotEqual(0UL, words[0]);

        vector.Dispose();

        Assert.All([0, 1, 2], index => Assert.Equal(0UL, words[index]));
        Assert.Throws<ObjectDisposedException>(() => vector.Words);
        Assert.Equal("[secret contribution]", vector.ToString());
    }

    [Fact]
    public void RingVector_AddSigned_WrapsAndLeavesTheWeight()
    {
        using RingVector vector = new Quantiser(4, 7, 1, new RingModulus(8)).Quantise([1, 2], 1, new SeededRandom(1));

        vector.AddSigned([-3, 5]);

        Assert.Equal([254UL, 7, 1], vector.ToElements());
        Assert.Throws<ArgumentException>(() => vector.AddSigned([1, 2, 3]));
    }
}
