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

    private static WeightedSum Sealed(double[] values, int weight)
    {
        var contribution = new Contribution(new ContributionSpec(3, 4, 5, 24, 16, UnitOfPrivacy.Partner)) { Weight = weight };
        values.CopyTo(contribution.Values);
        using var random = RandomNumberGenerator.Create();
        using RingVector vector = ContributionGate.Seal(contribution, Parameters, random);
        ulong[] words = [.. MemoryMarshal.Cast<byte, uint>(vector.ToBytes()).ToArray().Select(word => (ulong)word)];
        return Parameters.Quantiser.Dequantise(words);
    }

    // Stochastic rounding moves a value by less than one step, twice that at weight 2.
    private static void AssertNear(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(Enumerable.Range(0, expected.Length), index => Assert.Equal(expected[index], actual[index], 2e-6));
    }
}
