using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Randomness;

public sealed class SeededGeneratorTests
{
    [Fact]
    public void NextBits_OfSeedZero_IsThePublishedStream()
    {
        var generator = new SeededGenerator(0);

        Assert.Equal(
            [0x99EC5F36CB75F2B4, 0xBF6E1F784956452A, 0x1A5F849D4933E6E0, 0x6AA594F1262D2D2C],
            new[] { generator.NextBits(), generator.NextBits(), generator.NextBits(), generator.NextBits() });
    }

    [Fact]
    public void NextBelow_ManyDraws_AreUniform()
    {
        var generator = new SeededGenerator(7);
        var counts = new int[10];
        for (int draw = 0; draw < 100_000; draw++)
            counts[generator.NextBelow(10)]++;

        double chiSquare = counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000);
        Assert.InRange(chiSquare, 0, 33.7); // 9 degrees of freedom, p = 1e-4
    }

    [Fact]
    public void Shuffle_KeepsEveryItem_AndDependsOnTheSeed()
    {
        static int[] Shuffled(ulong seed)
        {
            int[] items = [.. Enumerable.Range(0, 100)];
            new SeededGenerator(seed).Shuffle<int>(items);
            return items;
        }

        Assert.Equal(Enumerable.Range(0, 100), Shuffled(1).Order());
        Assert.Equal(Shuffled(1), Shuffled(1));
        Assert.NotEqual(Shuffled(1), Shuffled(2));
    }

    [Fact]
    public void Derive_NeighbouringStreams_AreDistinct()
    {
        var seeds = Enumerable.Range(0, 100).SelectMany(seed => Enumerable.Range(0, 100).Select(stream => SeededGenerator.Derive((ulong)seed, (ulong)stream)));

        Assert.Equal(10_000, seeds.Distinct().Count());
    }
}
