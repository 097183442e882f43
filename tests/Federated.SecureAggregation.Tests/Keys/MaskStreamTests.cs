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
            (bits, vector, adds) =>
            {
                RingModulus modulus = new(bits);
                modulus.Reduce(vector);
                ulong[] masked = [.. vector];
                using SecretBytes key = new([.. Enumerable.Repeat((byte)bits, 32)]);
                MaskStream.Apply(masked, modulus, [new MaskTerm(key, adds)]);
                MaskStream.Apply(masked, modulus, [new MaskTerm(key, !adds)]);
                return masked.SequenceEqual(vector);
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
        ulong[] masked = new ulong[(2 * wordsPerChunk) + 3];
        using SecretBytes key = new([.. Enumerable.Repeat((byte)7, 32)]);

        MaskStream.Apply(masked, modulus, [new MaskTerm(key, Adds: true)]);

        byte[] stream = new byte[MaskStream.ChunkBytes];
        foreach (int element in (int[])[0, 1, wordsPerChunk - 1, wordsPerChunk, (2 * wordsPerChunk) + 2])
        {
            MaskStream.Generate(key, element / wordsPerChunk, stream);
            int at = element % wordsPerChunk * modulus.WordBytes;
            ulong word = modulus.WordBytes == 4 ? BitConverter.ToUInt32(stream, at) : BitConverter.ToUInt64(stream, at);
            Assert.Equal(word & modulus.Mask, masked[element]);
        }
    }
}
