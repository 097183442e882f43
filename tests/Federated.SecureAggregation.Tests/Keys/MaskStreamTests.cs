using System.Numerics;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Ring;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.SecureAggregation.Tests.Keys;

public sealed class MaskStreamTests
{
    [Fact]
    public void Apply_ThenTakenAway_GivesTheVectorBack() =>
        Prop.ForAll(
            Gen.Choose(1, 62).ToArbitrary(), ArbMap.Default.ArbFor<ulong[]>(), ArbMap.Default.ArbFor<bool>(),
            (bits, elements, adds) =>
            {
                RingModulus modulus = new(bits);
                RingWords masked = new(modulus, elements.Length);
                for (int i = 0; i < elements.Length; i++)
                {
                    masked[i] = elements[i];
                }

                using SecretBytes key = Key((byte)bits);
                MaskStream.Apply(masked, [new MaskTerm(key, adds)]);
                MaskStream.Apply(masked, [new MaskTerm(key, !adds)]);
                return Enumerable.Range(0, elements.Length).All(i => masked[i] == (elements[i] & modulus.Mask));
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(20)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(62)]
    public void Apply_VectorOfSeveralChunks_FollowsTheStreamWordByWord(int bits)
    {
        RingModulus modulus = new(bits);
        int wordsPerChunk = MaskStream.ChunkBytes / modulus.WordBytes;
        RingWords masked = new(modulus, (2 * wordsPerChunk) + 3);
        using SecretBytes key = Key(7);

        MaskStream.Apply(masked, [new MaskTerm(key, Adds: true)]);

        byte[] stream = new byte[MaskStream.ChunkBytes];
        foreach (int element in (int[])[0, 1, wordsPerChunk - 1, wordsPerChunk, (2 * wordsPerChunk) + 2])
        {
            MaskStream.Generate(key, element / wordsPerChunk, stream);
            int at = element % wordsPerChunk * modulus.WordBytes;
            ulong word = modulus.WordBytes == 4 ? BitConverter.ToUInt32(stream, at) : BitConverter.ToUInt64(stream, at);
            Assert.Equal(word & modulus.Mask, masked[element]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(1023)]
    [InlineData(16_384)]
    public void Apply_ByTheProcessorAndByThePlatform_AreTheSame(int words)
    {
        AssertSame<uint>(words);
        AssertSame<ulong>(Math.Max(1, words / 2));
    }

    [Theory]
    [InlineData(23, 40_000)]
    [InlineData(32, 16_385)]
    [InlineData(40, 8_191)]
    public void ApplyInto_PackedVector_IsTheMaskedOneAndLeavesTheVector(int bits, int length)
    {
        RingModulus modulus = new(bits);
        RingWords vector = new(modulus, length);
        RingWords masked = new(modulus, length);
        for (int i = 0; i < length; i++)
        {
            vector[i] = masked[i] = (ulong)i * 1009;
        }

        using SecretBytes one = Key(1);
        using SecretBytes other = Key(2);
        MaskTerm[] terms = [new MaskTerm(one, Adds: true), new MaskTerm(other, Adds: false)];
        byte[] packed = new byte[BitPacking.PackedBytes(length, bits)];
        using (MaskStream masks = new(terms))
        {
            masks.ApplyInto(packed, vector);
        }

        MaskStream.Apply(masked, terms);
        Assert.Equal(masked.ToPacked(), packed);
        Assert.Equal((ulong)(length - 1) * 1009 & modulus.Mask, vector[length - 1]);
    }

    private static void AssertSame<T>(int words)
        where T : unmanaged, IBinaryInteger<T>
    {
        using SecretBytes one = Key(3);
        using SecretBytes other = Key(4);
        MaskTerm[] terms = [new MaskTerm(one, Adds: true), new MaskTerm(other, Adds: false)];
        T[] fast = new T[words];
        T[] portable = new T[words];
        using MaskStream fastMasks = new(terms);
        using MaskStream portableMasks = new(terms, portable: true);

        fastMasks.Apply<T>(5, fast);
        portableMasks.Apply<T>(5, portable);

        Assert.Equal(portable, fast);
        Assert.Contains(fast, word => word != T.Zero);
    }

    private static SecretBytes Key(byte value) => new([.. Enumerable.Repeat(value, 32)]);
}
