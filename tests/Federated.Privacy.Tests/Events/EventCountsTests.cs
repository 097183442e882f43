using Federated.Privacy.Events;

namespace Federated.Privacy.Tests.Events;

public sealed class EventCountsTests
{
    [Fact]
    public void Of_NestedCompositions_CountsEqualEventsTogether()
    {
        PrivacyEvent released = new RepeatedEvent(3, new ComposedEvent(new GaussianEvent(1), new RepeatedEvent(2, new LaplaceEvent(1)), new PoissonSampledEvent(1, new GaussianEvent(1))));
        Assert.Equal([(new GaussianEvent(1), 6L), ((PrivacyEvent)new LaplaceEvent(1), 6L)], EventCounts.Of(released).Select(each => (each.Key, each.Value)));
    }

    [Fact]
    public void Of_MoreThanCanBeCounted_IsRefused()
    {
        PrivacyEvent released = new RepeatedEvent(RepeatedEvent.MostTimes, new RepeatedEvent(2, new GaussianEvent(1)));
        Assert.Throws<PrivacyParameterException>(() => EventCounts.Of(released));
        PrivacyEvent deep = new NoEvent();
        for (int depth = 0; depth < 70; depth++)
            deep = new RepeatedEvent(1, deep);
        Assert.Throws<PrivacyParameterException>(() => EventCounts.Of(deep));
    }

    [Fact]
    public void Constructors_NumbersThatAreNone_AreRefused() => Assert.All(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -1 }, value =>
    {
        Assert.Throws<PrivacyParameterException>(() => new GaussianEvent(value));
        Assert.Throws<PrivacyParameterException>(() => new LaplaceEvent(value));
        Assert.Throws<PrivacyParameterException>(() => new DiscreteGaussianEvent(value, 1));
        Assert.Throws<PrivacyParameterException>(() => new DistributedNoise(3, 10, 1, 1e-3, value, 0.5));
        Assert.Throws<PrivacyParameterException>(() => new DistributedNoise(3, 10, value, 1e-3, 1, 0.5));
        if (value != 0)
            Assert.Throws<PrivacyParameterException>(() => new PoissonSampledEvent(value, new GaussianEvent(1)));
    });
}
