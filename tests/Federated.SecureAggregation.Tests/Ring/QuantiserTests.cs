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
            double scaled = values[i] * quantiser.Scale, whole = Math.Floor(scaled), weighed = weight * (scaled - whole), fraction = weighed - Math.Floor(weighed);
            long step = (weight * (long)whole) + (long)Math.Floor(weighed) + (BitConverter.ToUInt32(draws, i * sizeof(uint)) / 4294967296.0 < fraction ? 1 : 0);
            Assert.Equal((ulong)step & modulus.Mask, vector.Words[i]);
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

    /// <summary>Rounded before it is weighed, the sum of a weight of 100 would be off by up to 100 steps.</summary>
    [Fact]
    public void Quantise_HeavyNode_ErrsByLessThanOneStepOfTheSum() =>
        Prop.ForAll(
            Gen.Choose(2, 40).ToArbitrary(),
            Gen.Choose(1, 1000).ToArbitrary(),
            Gen.Choose(-1_000_000, 1_000_000).Select(k => k / 1_000_000.0).ToArbitrary(),
            (bits, weight, value) =>
            {
                Quantiser quantiser = new(bits, 1, 1000, new RingModulus(62));
                using RingVector vector = quantiser.Quantise([value], weight, new SeededRandom(weight));
                double steps = quantiser.Modulus.ToSigned(vector.Words[0]);
                return Math.Abs(steps - (weight * value * quantiser.Scale)) < 1 + 1e-4 && vector.Words[1] == (ulong)weight;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quantise_WeighedWholeNumbers_AreExactAtAnyNumberOfBits()
    {
        const int Bits = 44;
        const long Weight = 100_000;
        double largest = (1L << (Bits - 1)) - 1;
        Quantiser quantiser = new(Bits, largest, Weight, new RingModulus(62));
        double[] counts = [1, -1, 4_123_456_789_011, largest, -largest];

        using RingVector vector = quantiser.Quantise(counts, Weight, new SeededRandom(1));

        Assert.Equal(counts.Select(count => (long)count * Weight), counts.Select((_, index) => quantiser.Modulus.ToSigned(vector.Words[index])));
    }

    [Fact]
    public void Quantise_WeighedFraction_HasItsExpectation()
    {
        Quantiser quantiser = new(8, 127, 10, new RingModulus(32));
        double[] values = [.. Enumerable.Repeat(0.13, 10_000)];

        using RingVector vector = quantiser.Quantise(values, 7, new SeededRandom(3));

        // Each is 0 or 1 with mean 0.91: five standard deviations of the sum are 143.
        Assert.InRange(quantiser.Dequantise(vector.Words).Values.Sum(), 9_100 - 143, 9_100 + 143);
    }

    [Theory]
    [InlineData(16, 1000, 1, 26)]
    [InlineData(16, 1000, 64, 32)]
    [InlineData(16, 1, 1, 16)]
    [InlineData(48, 3, 1, 50)]
    public void SmallestModulus_PublishedCases_Match(int bits, int members, long weight, int modulusBits) =>
        Assert.Equal(modulusBits, RingModulus.Smallest(bits, members, weight).Bits);

    /// <summary>Tried ring by ring, in numbers of any size: the first in which neither the values' sum nor the weights' can wrap.</summary>
    [Fact]
    public void SmallestModulus_AnySum_IsTheFirstThatHoldsIt() =>
        Prop.ForAll(
            Gen.Choose(2, 30).ToArbitrary(),
            Gen.Choose(1, 10_000).ToArbitrary(),
            (from weight in Gen.Choose(1, 70_000) from total in Gen.Choose(0, 3000) select (weight, total)).ToArbitrary(),
            (bits, members, weights) =>
            {
                long? bound = weights.total == 0 ? null : weights.total;
                System.Numerics.BigInteger heaviest = (System.Numerics.BigInteger)members * weights.weight;
                System.Numerics.BigInteger total = bound is { } most ? System.Numerics.BigInteger.Min(most, heaviest) : heaviest;
                int slow = 1;
                while (System.Numerics.BigInteger.Pow(2, slow) < total * System.Numerics.BigInteger.Pow(2, bits) || System.Numerics.BigInteger.Pow(2, slow) <= heaviest)
                    slow++;
                return slow > RingModulus.MaximumBits || RingModulus.Smallest(bits, members, weights.weight, bound).Bits == slow;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void RingVector_InAnotherRing_HoldsTheSameIntegers()
    {
        Quantiser quantiser = new(16, 1, 300, new RingModulus(26));
        using RingVector vector = quantiser.Quantise([0.5, -0.25, 0, -1], 300, new SeededRandom(1));
        foreach (int bits in new[] { 26, 25, 34, 62 })
        {
            RingModulus other = new(bits);
            using RingVector moved = vector.In(other);
            Assert.Equal(Enumerable.Range(0, 4).Select(index => quantiser.Modulus.ToSigned(vector.Words[index])), Enumerable.Range(0, 4).Select(index => other.ToSigned(moved.Words[index])));
            Assert.Equal(300UL, moved.Words[4]);
        }
    }

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
