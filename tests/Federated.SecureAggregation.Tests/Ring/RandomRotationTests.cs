using System.Globalization;
using Federated.SecureAggregation.Ring;
using Federated.SecureAggregation.Tests.Simulation;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Federated.SecureAggregation.Tests.Ring;

public sealed class RandomRotationTests(ITestOutputHelper output)
{
    private const int Contributions = 10;
    private static readonly Digest Seed = Digest.Of("round"u8);

    [Fact]
    public void Rotate_SmallVector_IsTheHadamardMatrixTimesTheSigns()
    {
        // The slow way: column j of H·D/√p is what the unit vector e_j becomes; H[i, j] = (−1)^popcount(i & j).
        RandomRotation rotation = new(8, Seed);
        for (int j = 0; j < 8; j++)
        {
            double[] unit = new double[8];
            unit[j] = 1;
            double[] column = Rotated(rotation, unit, 1);
            for (int i = 0; i < 8; i++)
            {
                double hadamard = (System.Numerics.BitOperations.PopCount((uint)(i & j)) % 2 == 0 ? 1 : -1) / Math.Sqrt(8);
                Assert.Equal(hadamard * Math.Sign(column[0]), column[i], 12);
            }
        }
    }

    [Fact]
    public void Rotate_AnyVector_KeepsItsNormAndTurnsBack() => Prop.ForAll(Cases, input =>
    {
        RandomRotation rotation = new(input.Length, Digest.Of([(byte)input.Seed]));
        double[] values = VectorOf(input.Length, input.Seed, input.Spikes);
        double[] rotated = Rotated(rotation, values, Norm(values));
        return Math.Abs(Norm(rotated) - Norm(values)) < 1e-9 * (1 + Norm(values))
            && Restored(rotation, rotated).Zip(values).All(pair => Math.Abs(pair.First - pair.Second) < 1e-9)
            && rotated.All(value => Math.Abs(value) <= RandomRotation.BoundFor(input.Length, Norm(values)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sum_OfRotatedAndQuantisedContributions_IsWithinTheBound() => Prop.ForAll(Cases, input =>
    {
        int bits = 3 + (input.Seed % 14);
        (double error, double bound, _) = Measure(bits, rotates: true, contribution => VectorOf(input.Length, input.Seed + contribution, input.Spikes));
        return error <= bound;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rotate_AnotherSeed_GivesAnotherVector()
    {
        double[] values = VectorOf(64, 1, spikes: 1);

        Assert.NotEqual(Rotated(new RandomRotation(64, Seed), values, Norm(values)), Rotated(new RandomRotation(64, Digest.Of("another"u8)), values, Norm(values)));
    }

    [Fact]
    public void Rotation_OfAnotherLength_Refused()
    {
        RandomRotation rotation = new(10, Seed);

        Assert.Throws<ArgumentException>(() => rotation.Rotate(new double[9], 1));
        Assert.Throws<ArgumentException>(() => rotation.Undo(new double[16]));
        Assert.Throws<ProtocolViolationException>(() => new RandomRotation(0, Seed));
        Assert.Throws<ProtocolViolationException>(() => new RandomRotation(100_000_001, Seed));
    }

    /// <summary>Lengths just above a power of two, at which a padded vector would be twice as long, and spikes wherever the two transforms do and do not overlap.</summary>
    [Theory]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(6000)]
    [InlineData(8191)]
    public void Rotate_OneSpike_IsSpreadWhereverItStands(int length)
    {
        RandomRotation rotation = new(length, Seed);
        double bound = RandomRotation.BoundFor(length, 1);
        Assert.InRange(bound, 0, 0.16);
        foreach (int place in new[] { 0, length / 2, length - 4096, 4095, length - 1 })
        {
            double[] values = new double[length];
            values[place] = 1;
            rotation.Rotate(values, 1);
            Assert.Equal(1, Norm(values), 9);
            Assert.InRange(values.Max(Math.Abs), 0, bound);
        }
    }

    [Fact]
    public void BoundFor_AnyLength_CoversHoeffdingsBound()
    {
        for (int length = 1; length < 3_000_000; length = (length * 9 / 8) + 1)
        {
            double size = Math.Pow(2, Math.Floor(Math.Log2(length)));
            double hoeffding = Math.Min(1, Math.Sqrt(2 * Math.Log(2 * length * Math.Pow(2, 30)) / size));
            Assert.InRange(RandomRotation.BoundFor(length, 7), 7 * hoeffding * (1 - 1e-12), 7 * hoeffding * 1.02);
        }
    }

    /// <summary>The table of the README: 10 contributions of 16,384 values and norm 1.</summary>
    [Fact]
    public void Bits_WithRotation_GoFurther()
    {
        const int Length = 1 << 14;
        foreach (int bits in new[] { 4, 6, 8, 12, 16 })
        {
            List<string> row = [bits.ToString(CultureInfo.InvariantCulture)];
            foreach (bool isSpiky in new[] { true, false })
            {
                double[] Vector(int contribution) => Spread(VectorOf(Length, contribution, Length), isSpiky ? 0.5 : 0);
                (double plain, double plainBound, long bytes) = Measure(bits, rotates: false, Vector);
                (double rotated, double rotatedBound, _) = Measure(bits, rotates: true, Vector);
                Assert.InRange(plain, 0, plainBound);
                Assert.InRange(rotated, 0, rotatedBound);
                Assert.InRange(rotated, 0, plain / 2);
                row.AddRange([plain.ToString("G2", CultureInfo.InvariantCulture), rotated.ToString("G2", CultureInfo.InvariantCulture)]);
                if (!isSpiky)
                {
                    row.AddRange([rotatedBound.ToString("G2", CultureInfo.InvariantCulture), bytes.ToString("N0", CultureInfo.InvariantCulture)]);
                }
            }

            output.WriteLine($"| {string.Join(" | ", row)} |");
        }
    }

    private static Arbitrary<(int Length, int Seed, int Spikes)> Cases =>
        (from length in Gen.Choose(1, 300) from seed in Gen.Choose(0, 200) from spikes in Gen.Choose(1, 300) select (length, seed, spikes)).ToArbitrary();

    // L2 distance between the sum of ten vectors and what comes back, the bound on it, and the bytes of one upload.
    private static (double Error, double Bound, long Bytes) Measure(int bits, bool rotates, Func<int, double[]> vector)
    {
        double[] exact = new double[vector(0).Length];
        RandomRotation rotation = new(exact.Length, Seed);
        RingModulus modulus = RingModulus.Smallest(bits, Contributions, 1);
        double norm = 1;
        Quantiser quantiser = new(bits, rotates ? RandomRotation.BoundFor(exact.Length, norm) : norm, 1, modulus);
        ulong[] sum = new ulong[exact.Length + 1];
        for (int contribution = 0; contribution < Contributions; contribution++)
        {
            double[] values = vector(contribution);
            using RingVector quantised = quantiser.Quantise(rotates ? Rotated(rotation, values, norm) : values, 1, new SeededRandom(contribution));
            ulong[] words = quantised.ToElements();
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] = (sum[i] + words[i]) & modulus.Mask;
            }

            for (int i = 0; i < exact.Length; i++)
            {
                exact[i] += values[i];
            }
        }

        double[] back = [.. quantiser.Dequantise(sum).Values];
        double[] restored = rotates ? Restored(rotation, back) : back;
        return (Norm([.. restored.Zip(exact, (a, b) => a - b)]), Contributions / quantiser.Scale * Math.Sqrt(exact.Length), BitPacking.PackedBytes(sum.Length, modulus.Bits));
    }

    private static double[] Rotated(RandomRotation rotation, double[] values, double norm)
    {
        double[] rotated = [.. values];
        rotation.Rotate(rotated, norm);
        return rotated;
    }

    private static double[] Restored(RandomRotation rotation, double[] rotated)
    {
        double[] values = [.. rotated];
        rotation.Undo(values);
        return values;
    }

    // Norm 1, on as many coordinates as there are spikes.
    private static double[] VectorOf(int length, int seed, int spikes)
    {
        Random random = new(seed);
        double[] values = new double[length];
        for (int i = 0; i < Math.Min(spikes, length); i++)
        {
            values[i * (length / Math.Min(spikes, length))] = random.Next(2) == 0 ? 1 : -1;
        }

        double norm = Norm(values);
        return [.. values.Select(value => value / norm * 0.999999)];
    }

    // The first coordinate takes a share of the squared norm over from all.
    private static double[] Spread(double[] values, double share)
    {
        double[] spread = [.. values.Select(value => value * Math.Sqrt(1 - share))];
        spread[0] = share > 0 ? Math.Sqrt(share) * 0.999 : spread[0];
        return spread;
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
