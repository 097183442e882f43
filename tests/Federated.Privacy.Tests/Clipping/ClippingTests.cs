using Federated.Privacy.Clipping;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Privacy.Tests.Clipping;

public sealed class ClippingTests
{
    [Fact]
    public void Clip_AnyVector_IsNeverAboveTheBound_AndKeepsItsDirection() => Prop.ForAll(
        Gen.Choose(-1000, 1000).Select(value => value / 7.0).ArrayOf().SelectMany(values => Gen.Choose(1, 1000).Select(bound => (values, bound: bound / 3.0))).ToArbitrary(),
        each =>
        {
            double[] clipped = [.. each.values];
            double norm = NormClip.Clip(clipped, each.bound);
            double factor = norm > each.bound ? each.bound / norm : 1;
            return NormClip.NormOf(clipped) <= each.bound && each.values.Zip(clipped).All(pair => Math.Abs((pair.First * factor) - pair.Second) <= 1e-12 * (1 + Math.Abs(pair.First)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Clip_ShortVector_IsLeftAlone()
    {
        double[] values = [3, -4];
        Assert.Equal(5, NormClip.Clip(values, 5));
        Assert.Equal([3, -4], values);
    }

    [Theory]
    [InlineData(1e140, 2)]
    [InlineData(1e-200, 3)]
    public void Norm_OfExtremeValues_NeitherOverflowsNorVanishes(double value, int count) =>
        Assert.Equal(Math.Sqrt(count), NormClip.NormOf([.. Enumerable.Repeat(value, count)]) / value, 1e-14);

    [Fact]
    public void Norm_OfDenormals_IsNotZero() => Assert.InRange(NormClip.NormOf([double.Epsilon]), double.Epsilon / 2, double.Epsilon * 2);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e200)]
    public void Clip_WhatHasNoNorm_IsRefused_AndNothingChanges(double bad)
    {
        double[] values = [10, bad];
        Assert.Throws<PrivacyParameterException>(() => NormClip.Clip(values, 1));
        Assert.Throws<PrivacyParameterException>(() => NormClip.ClipGroups(values, [new(1, 1), new(1, 1)]));
        Assert.Equal(10, values[0]);
    }

    [Fact]
    public void ClipGroups_EachGroup_HasItsOwnBound()
    {
        double[] values = [3, 4, 1, 0, 6, 8];
        Assert.Equal([5, 1, 10], NormClip.ClipGroups(values, [new(2, 1), new(2, 2), new(2, 5)]));
        Assert.Equal([0.6, 0.8, 1, 0, 3, 4], values.Select(value => Math.Round(value, 12)));
        Assert.Throws<PrivacyParameterException>(() => NormClip.ClipGroups(values, [new(2, 1)]));
        Assert.Throws<PrivacyParameterException>(() => new ClippingGroup(1, 0));
    }

    [Fact]
    public void AdaptiveClip_RepeatedRounds_FindsTheQuantile()
    {
        double[] norms = [.. Enumerable.Range(1, 1000).Select(i => i / 10.0)];
        AdaptiveClip clip = new(1, 0.7, 0.2);
        for (int round = 0; round < 200; round++)
            clip = clip.Next(norms.Count(norm => norm <= clip.Norm), norms.Length);
        Assert.InRange(clip.Norm, 69, 71);
    }

    [Fact]
    public void AdaptiveClip_NoiseBeyondAllCounts_MovesNoFurtherThanAllOrNone()
    {
        AdaptiveClip clip = new(2, 0.5, 0.2);
        Assert.Equal(clip.Next(10, 10).Norm, clip.Next(1e9, 10).Norm);
        Assert.Equal(clip.Next(0, 10).Norm, clip.Next(-1e9, 10).Norm);
        Assert.Throws<PrivacyParameterException>(() => clip.Next(double.NaN, 10));
        Assert.Throws<PrivacyParameterException>(() => clip.Next(1, 0));
    }

    [Fact]
    public void QuantileCost_SumAndCount_TogetherCostTheWhole()
    {
        QuantileCost cost = new(1.1, 5);
        Assert.Equal(1 / (1.1 * 1.1), (1 / (cost.SumMultiplier * cost.SumMultiplier)) + (1 / (cost.CountMultiplier * cost.CountMultiplier)), 1e-12);
        Assert.True(cost.SumMultiplier > 1.1);
        Assert.Throws<PrivacyParameterException>(() => new QuantileCost(2, 1));
    }
}
