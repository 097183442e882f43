using Federated.Privacy.Events;
using Federated.Privacy.EventText;

namespace Federated.Privacy.Tests.EventText;

public sealed class PrivacyEventJsonTests
{
    private static readonly PrivacyEvent All = new ComposedEvent(
        new NoEvent(), new UnsupportedEvent("exponential"), new GaussianEvent(1.1), new LaplaceEvent(2), new DiscreteGaussianEvent(10, 3),
        new DistributedDiscreteGaussianEvent(new DistributedNoise(7, 1000, 1, 1e-4, 0.3, Math.Exp(-0.5))), new DistributedSkellamEvent(new DistributedNoise(7, 1000, 1, 1e-4, 0.3, 0)),
        new ZeroConcentratedEvent(0.25), new PoissonSampledEvent(0.01, new RepeatedEvent(3, new GaussianEvent(5))), new ComposedEvent());

    [Fact]
    public void WriteAndParse_EveryKind_ComesBackEqual()
    {
        string text = PrivacyEventJson.Write(All);
        Assert.Equal(All, PrivacyEventJson.Parse(text));
        Assert.Equal(text, PrivacyEventJson.Write(PrivacyEventJson.Parse(text)));
    }

    [Fact]
    public void Write_SampledGaussian_IsTheCanonicalText() => Assert.Equal(
        """{"event":"poisson_sampled","rate":0.01,"inner":{"event":"gaussian","noise_multiplier":1.1}}""", PrivacyEventJson.Write(new PoissonSampledEvent(0.01, new GaussianEvent(1.1))));

    [Fact]
    public void Parse_OtherOrderAndSpace_IsTheSameEvent() =>
        Assert.Equal(new GaussianEvent(2), PrivacyEventJson.Parse(""" { "noise_multiplier" : 2.0 , "event" : "gaussian" } """));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"event":"gaussian"}""")]
    [InlineData("""{"event":"gaussian","noise_multiplier":1,"more":2}""")]
    [InlineData("""{"event":"gaussian","noise_multiplier":1,"noise_multiplier":1}""")]
    [InlineData("""{"event":"gaussian","noise_multiplier":"1"}""")]
    [InlineData("""{"event":"gaussian","noise_multiplier":1e999}""")]
    [InlineData("""{"event":"gaussian","noise_multiplier":NaN}""")]
    [InlineData("""{"event":"gaussian","noise_multiplier":0}""")]
    [InlineData("""{"event":"gaussian","noise_multiplier":-1}""")]
    [InlineData("""{"event":"Gaussian","noise_multiplier":1}""")]
    [InlineData("""{"event":"gaussian","noise_multiplier":1}{}""")]
    [InlineData("""{"event":"gaussian","noise_multiplier":1,}""")]
    [InlineData("""{"event":"exponential"}""")]
    [InlineData("""{"event":"repeated","times":1.5,"inner":{"event":"none"}}""")]
    [InlineData("""{"event":"repeated","times":-1,"inner":{"event":"none"}}""")]
    [InlineData("""{"event":"repeated","times":2,"inner":null}""")]
    [InlineData("""{"event":"poisson_sampled","rate":1.01,"inner":{"event":"none"}}""")]
    [InlineData("""{"event":"composed","events":[{"event":"none"},3]}""")]
    [InlineData("""{"event":"unsupported","name":"a b"}""")]
    public void Parse_WhatIsNoEvent_IsRefused(string text) => Assert.Throws<PrivacyParameterException>(() => PrivacyEventJson.Parse(text));

    [Fact]
    public void Parse_TooDeepTooManyOrTooLong_IsRefused()
    {
        string deep = string.Concat(Enumerable.Repeat("""{"event":"repeated","times":1,"inner":""", 300)) + """{"event":"none"}""" + new string('}', 300);
        string many = """{"event":"composed","events":[""" + string.Join(',', Enumerable.Repeat("""{"event":"none"}""", 10_001)) + "]}";
        Assert.All(new[] { deep, many, new string(' ', PrivacyEventJson.MostBytes + 1) }, text => Assert.Throws<PrivacyParameterException>(() => PrivacyEventJson.Parse(text)));
    }
}
