using Federated.Privacy.LossDistributions;

namespace Federated.Privacy.Tests.LossDistributions;

public sealed class LossGridTests
{
    // Both distributions keep their mass: the other one's is Σ m·e^(−l).
    [Theory]
    [InlineData(1, true)]
    [InlineData(0.05, true)]
    [InlineData(0.05, false)]
    [InlineData(1e-4, false)]
    public void Grid_OfAnySampledGaussian_KeepsBothMasses(double rate, bool leaves)
    {
        LossGrid grid = new(new LossSource(new GaussianPair(0.9), rate, leaves), 1e-3, 3);
        double mass = 0;
        double other = 0;
        for (int i = 0; i < grid.Masses.Length; i++)
        {
            Assert.True(grid.Masses[i] >= 0);
            mass += grid.Masses[i];
            other += grid.Masses[i] * Math.Exp(-(grid.First + i) * 1e-3);
        }

        Assert.Equal(1, mass, 1e-12);
        Assert.Equal(1, other, 1e-9);
    }

    [Fact]
    public void Source_LossAndItsInverse_GoBackAndForth()
    {
        foreach (bool leaves in new[] { true, false })
        {
            foreach (double rate in new[] { 1, 0.5, 0.01 })
            {
                LossSource source = new(new GaussianPair(1), rate, leaves);
                Assert.All(new[] { -3.0, -0.1, 0.2, 4 }, own => Assert.Equal(own, source.OwnLossAt(source.LossAt(own)), 1e-9));
            }
        }
    }

    [Fact]
    public void Moments_OfAGaussian_AreThoseOfThePaper()
    {
        LossMoments moments = new([(new LossSource(new GaussianPair(2), 1, leaves: true), 5)]);
        Assert.All(new[] { 0.1, 1, 10, 15 }, tilt => Assert.Equal(5 * tilt * (tilt + 1) / 8, moments.Log(tilt), 1e-6));
    }
}
