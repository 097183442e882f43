using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Federated.ClientNode.Gate;
using Federated.Computations;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Ring;

namespace Federated.ClientNode.Tests.Gate;

public sealed class ContributionGateTests
{
    private static readonly RoundParameters Parameters = new()
    {
        JobId = "job",
        Round = 1,
        Attempt = 1,
        RosterRoot = Digest.Of([1]),
        ModelHash = Digest.Of([2]),
        PolicyHash = Digest.Of([3]),
        MinimumCohort = 3,
        ValueCount = 3,
        ModulusBits = 32,
        QuantisationBits = 24,
        ValueBound = 4,
        WeightBound = 16,
        ClipNorm = 5,
    };

    [Fact]
    public void Seal_VectorLongerThanTheRoundsNorm_LeavesScaledDownToIt()
    {
        WeightedSum left = Sealed([30, 0, -40], weight: 2);

        Assert.Equal(2, left.Weight);
        AssertNear([6, 0, -8], left.Values);
    }

    [Fact]
    public void Seal_VectorWithinTheNorm_LeavesAsItIs() => AssertNear([1, -2, 0.5], Sealed([1, -2, 0.5], weight: 1).Values);

    [Fact]
    public void Seal_CoordinateBeyondTheBound_LeavesAtTheBound() => AssertNear([4, 0, 0], Sealed([1e9, 0, 0], weight: 1).Values);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Seal_NotAFiniteNumber_IsRefused(double value) => Assert.Throws<ContributionException>(() => Sealed([1, value, 0], weight: 1));

    /// <summary>Eight bits of ±5 would be steps of 0.08; a rotated coordinate of 4,096 is below 0.79, and its steps below 0.007.</summary>
    [Fact]
    public void Seal_SpikeOfARotatedRound_ComesBackWithTheErrorOfFewerSteps()
    {
        const int Length = 4096;
        RoundParameters plain = Parameters with { ValueCount = Length, QuantisationBits = 8, ValueBound = 5 };
        RoundParameters rotated = plain with { IsRotated = true, ValueBound = RandomRotation.BoundFor(Length, plain.ClipNorm) };
        double[] values = new double[Length];
        for (int i = 0; i < Length; i++)
            values[i] = Math.Sin(i) * 0.03;
        values[17] = 4;

        double withRotation = Error(values, rotated), without = Error(values, plain);

        Assert.InRange(withRotation, 0.001, 0.5 * 64 * rotated.ValueBound / 127);
        Assert.True(without > 3 * withRotation, $"{without} without, {withRotation} with the rotation");
    }

    [Fact]
    public void Seal_VectorTooLongForARotatedRound_IsClippedBeforeItIsRotated()
    {
        RoundParameters rotated = Parameters with { IsRotated = true, ValueBound = RandomRotation.BoundFor(3, Parameters.ClipNorm) };
        var contribution = new Contribution(new ContributionSpec(3, 4, 5, 24, 16, UnitOfPrivacy.Partner));
        new double[] { 300, 0, -400 }.CopyTo(contribution.Values);
        using var random = RandomNumberGenerator.Create();
        using RingVector vector = ContributionGate.Seal(contribution, rotated, random);

        double[] left = [.. Read(vector, rotated).Values];
        rotated.Rotation!.Undo(left);
        AssertNear([3, 0, -4], left);
    }

    [Fact]
    public void Rotation_OfFurtherAttempts_IsTheSame()
    {
        RoundParameters rotated = Parameters with { IsRotated = true, ValueCount = 8 };
        double[] Turned(RoundParameters parameters)
        {
            double[] values = [1, 2, 3, 4, 5, 6, 7, 8];
            parameters.Rotation!.Rotate(values, 100);
            return values;
        }

        Assert.Equal(Turned(rotated), Turned(rotated with { Attempt = 2, RosterRoot = Digest.Of([9]), ModulusBits = 40 }));
        Assert.NotEqual(Turned(rotated), Turned(rotated with { Round = 2 }));
        Assert.NotEqual(Turned(rotated), Turned(rotated with { ModelHash = Digest.Of([9]) }));
        Assert.Null(Parameters.Rotation);
    }

    private static double Error(double[] values, RoundParameters parameters)
    {
        var contribution = new Contribution(new ContributionSpec(values.Length, 5, 5, 8, 16, UnitOfPrivacy.Partner));
        values.CopyTo(contribution.Values);
        using var random = RandomNumberGenerator.Create();
        using RingVector vector = ContributionGate.Seal(contribution, parameters, random);
        double[] back = [.. Read(vector, parameters).Values];
        parameters.Rotation?.Undo(back);
        return Math.Sqrt(back.Zip(values, (a, b) => (a - b) * (a - b)).Sum());
    }

    private static WeightedSum Read(RingVector vector, RoundParameters parameters) => parameters.Quantiser.Dequantise(
        [.. MemoryMarshal.Cast<byte, uint>(vector.ToBytes()).ToArray().Select(word => (ulong)word)]);

    private static WeightedSum Sealed(double[] values, int weight)
    {
        var contribution = new Contribution(new ContributionSpec(3, 4, 5, 24, 16, UnitOfPrivacy.Partner)) { Weight = weight };
        values.CopyTo(contribution.Values);
        using var random = RandomNumberGenerator.Create();
        using RingVector vector = ContributionGate.Seal(contribution, Parameters, random);
        return Read(vector, Parameters);
    }

    // Stochastic rounding moves a value by less than one step, twice that at weight 2.
    private static void AssertNear(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(Enumerable.Range(0, expected.Length), index => Assert.Equal(expected[index], actual[index], 2e-6));
    }
}
