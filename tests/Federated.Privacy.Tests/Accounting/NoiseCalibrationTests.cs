using Federated.Privacy.Accounting;
using Federated.Privacy.Events;

namespace Federated.Privacy.Tests.Accounting;

public sealed class NoiseCalibrationTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(20)]
    public void LeastNoise_OfATarget_IsWithinIt_AndALittleLessIsNot(double epsilon)
    {
        foreach (IPrivacyAccountant accountant in new IPrivacyAccountant[] { new GaussianAccountant(), new RenyiAccountant(), new ConcentratedAccountant() })
        {
            double noise = NoiseCalibration.LeastNoise(accountant, epsilon, 1e-6, Adjacency.AddRemove, Event);
            Assert.True(accountant.Epsilon(Event(noise), 1e-6, Adjacency.AddRemove) <= epsilon);
            Assert.True(accountant.Epsilon(Event(noise * (1 - 3e-6)), 1e-6, Adjacency.AddRemove) > epsilon);
        }

        static PrivacyEvent Event(double noise) => new RepeatedEvent(30, new GaussianEvent(noise));
    }

    [Fact]
    public void LeastNoise_TargetOutOfReach_IsRefused()
    {
        Assert.Throws<PrivacyParameterException>(() => NoiseCalibration.LeastNoise(new GaussianAccountant(), 1e-9, 1e-12, Adjacency.AddRemove, noise => new GaussianEvent(noise), most: 100));
        Assert.Throws<PrivacyParameterException>(() => NoiseCalibration.LeastNoise(new GaussianAccountant(), double.NaN, 1e-12, Adjacency.AddRemove, noise => new GaussianEvent(noise)));
    }
}
