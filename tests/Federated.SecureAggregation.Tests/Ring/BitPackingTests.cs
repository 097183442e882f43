using Federated.SecureAggregation.Ring;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.SecureAggregation.Tests.Ring;

public sealed class BitPackingTests
{
    [Fact]
    public void Pack_AnyElementsAndModulus_UnpacksToTheSame() =>
        Prop.ForAll(
            Gen.Choose(1, RingModulus.MaximumBits).ToArbitrary(),
            ArbMap.Default.ArbFor<ulong[]>(),
            (bits, elements) =>
            {
                RingModulus modulus = new(bits);
                modulus.Reduce(elements);
                byte[] packed = new byte[BitPacking.PackedBytes(elements.Length, bits)];
                BitPacking.Pack(elements, modulus, packed);
                ulong[] unpacked = new ulong[elements.Length];
                return BitPacking.TryUnpack(packed, modulus, unpacked) && unpacked.SequenceEqual(elements);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void AddPacked_EveryModulusAndLength_AddsElementByElement()
    {
        for (int bits = 1; bits <= RingModulus.MaximumBits; bits++)
        {
            RingModulus modulus = new(bits);
            foreach (int length in (int[])[1, 7, 8, 63, 64, 65, 200, 1000])
            {
                ulong[] elements = [.. Enumerable.Range(0, length).Select(i => unchecked(((ulong)i * 0x9E3779B97F4A7C15UL) + 77) & modulus.Mask)];
                byte[] packed = new byte[BitPacking.PackedBytes(length, bits)];
                BitPacking.Pack(elements, modulus, packed);
                RingWords words = new(modulus, length + 3);
                words[1] = 5;

                Assert.True(words.TryAddPacked(2, length, packed));
                Assert.True(words.TryAddPacked(2, length, packed));

                Assert.Equal(elements.Select(element => unchecked(2 * element) & modulus.Mask), Enumerable.Range(2, length).Select(i => words[i]));
                Assert.Equal((5 & modulus.Mask, 0UL), (words[1], words[length + 2]));
            }
        }
    }

    [Fact]
    public void Pack_ThreeBitElements_FillsBytesFromTheLowBit()
    {
        byte[] packed = new byte[2];

        BitPacking.Pack([1, 2, 3, 4, 5], new RingModulus(3), packed);

        Assert.Equal([0b1101_0001, 0b0101_1000], packed);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(33)]
    [InlineData(61)]
    public void TryUnpack_StrayBitsAtTheEnd_Refused(int bits)
    {
        byte[] packed = new byte[BitPacking.PackedBytes(5, bits)];
        packed[^1] = 0x80;

        Assert.False(BitPacking.TryUnpack(packed, new RingModulus(bits), new ulong[5]));
    }

    [Fact]
    public void TryUnpack_WrongSize_Throws() =>
        Assert.Throws<ArgumentException>(() => BitPacking.TryUnpack(new byte[3], new RingModulus(8), new ulong[4]));
}
