using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>What the coordinator sees of a node says nothing about the node's data: a constant contribution uploads as uniform noise.</summary>
public sealed class UniformUploadTests
{
    private const int Coordinates = 100_000;

    // The 1 − 10^−6 quantile of chi-square with 255 degrees of freedom.
    private const double Limit = 376;

    [Theory]
    [InlineData(32)]
    [InlineData(48)]
    public void MaskedUpload_OfAConstantVector_IsUniformInTopAndBottomBytes(int modulusBits)
    {
        Consortium consortium = new(3);
        consortium.Parameters = consortium.Parameters with { ValueCount = Coordinates - 1, ModulusBits = modulusBits, ChunkElements = 1 << 14 };
        StagedRound round = new StagedRound(consortium).Share();
        using RingVector contribution = consortium.Parameters.Quantiser.Quantise(new double[Coordinates - 1], 1, new SeededRandom(1));
        byte[] packed = [.. round.Masking[1].Mask(round.DeliveryTo(1), contribution).MustAdvance().Message.Packed.Span];
        ulong[] elements = new ulong[Coordinates];
        Assert.True(BitPacking.TryUnpack(packed, consortium.Parameters.Modulus, elements));

        Assert.InRange(ChiSquare(elements.Select(element => (byte)element)), 150, Limit);
        Assert.InRange(ChiSquare(elements.Select(element => (byte)(element >> (modulusBits - 8)))), 150, Limit);

        // The control: the same statistic on the contribution itself is far outside.
        Assert.True(ChiSquare(contribution.ToElements().Select(element => (byte)element)) > 1e6);
    }

    private static double ChiSquare(IEnumerable<byte> bytes)
    {
        int[] counts = new int[256];
        foreach (byte value in bytes)
        {
            counts[value]++;
        }

        const double Expected = Coordinates / 256.0;
        return counts.Sum(count => (count - Expected) * (count - Expected) / Expected);
    }
}
