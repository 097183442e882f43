using Federated.Learning.Kernels;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Kernels;

public sealed class GaussianNoiseTests
{
    private static float[] Draw(int length, float scale = 1, ulong seed = 5)
    {
        var values = new float[length];
        GaussianNoise.Fill(values, scale, new SeededGenerator(seed));
        return values;
    }

    [Fact]
    public void Fill_AMillion_HasTheMomentsOfTheNormalDistribution()
    {
        double[] values = [.. Draw(1_000_000).Select(x => (double)x)];
        Assert.Equal(0, values.Average(), 0.004); // four standard errors
        Assert.Equal(1, values.Average(x => x * x), 0.006);
        Assert.Equal(0, values.Average(x => x * x * x), 0.016);
        Assert.Equal(3, values.Average(x => x * x * x * x), 0.04);
    }

    [Fact]
    public void Fill_AMillion_FollowsTheNormalDistribution()
    {
        float[] values = Draw(1_000_000);
        Array.Sort(values);
        var expected = new float[values.Length];
        VectorMath.NormalDistribution(values, expected);
        double distance = expected.Select((probability, index) => Math.Abs(probability - ((index + 0.5) / values.Length))).Max();
        Assert.True(distance < 0.00195, $"The Kolmogorov-Smirnov distance is {distance}."); // exceeded once in a thousand samples
    }

    [Fact]
    public void Fill_NeighboursAndPairs_AreUncorrelated()
    {
        float[] values = Draw(1_000_000);
        foreach (int lag in new[] { 1, 16, 32 })
        {
            Assert.Equal(0, Enumerable.Range(0, values.Length - lag).Average(i => (double)values[i] * values[i + lag]), 0.004);
            Assert.Equal(1, Enumerable.Range(0, values.Length - lag).Average(i => (double)values[i] * values[i] * values[i + lag] * values[i + lag]), 0.012);
        }
    }

    [Fact]
    public void Fill_ShorterTarget_GetsTheSameBeginning()
    {
        float[] whole = Draw(100);
        for (int length = 0; length < 100; length++)
            Assert.Equal(whole.AsSpan(0, length).ToArray(), Draw(length));
        Assert.NotEqual(whole, Draw(100, seed: 6));
    }

    [Fact]
    public void Fill_Adding_IsAddingTheNoise()
    {
        float[] noise = Draw(77, 0.5f), target = [.. Enumerable.Range(0, 77).Select(i => (float)i)];
        GaussianNoise.Fill(target, 0.5f, new SeededGenerator(5), add: true);
        for (int index = 0; index < 77; index++)
            Assert.Equal(index + noise[index], target[index]);
    }
}
