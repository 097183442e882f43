namespace Federated.Computations.Tests;

public sealed class ContributionTests
{
    private static readonly ContributionSpec Specification = new(3, bound: 2, clipNorm: 2.5, bits: 16, weightBound: 4, UnitOfPrivacy.Partner);

    [Theory]
    [InlineData(2, -1.5, 0)]
    [InlineData(0, 0, 0)]
    public void Validate_WithinTheLimits_Passes(double first, double second, double third) => Filled(4, first, second, third).Validate();

    [Theory]
    [InlineData(1, 2.0001, 0.0, "Value 0")]
    [InlineData(1, 0.0, -2.0001, "Value 2")]
    [InlineData(1, 0.0, double.NaN, "Value 2 of the contribution is NaN")]
    [InlineData(1, double.NegativeInfinity, 0.0, "Value 0")]
    [InlineData(1, 1.9, 1.9, "norm is 2.68")]
    [InlineData(0, 0.0, 0.0, "weight is 0")]
    [InlineData(5, 0.0, 0.0, "weight is 5")]
    public void Validate_BeyondALimit_NamesIt(int weight, double first, double last, string reason)
    {
        ContributionException refusal = Assert.Throws<ContributionException>(() => Filled(weight, first, 0, last).Validate());

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Specification_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ContributionSpec(0, 1, null, 16, 1, UnitOfPrivacy.Partner));
        Assert.Throws<ArgumentException>(() => new ContributionSpec(1, double.NaN, null, 16, 1, UnitOfPrivacy.Partner));
        Assert.Throws<ArgumentException>(() => new ContributionSpec(1, 1, 0, 16, 1, UnitOfPrivacy.Partner));
        Assert.Throws<ArgumentException>(() => new ContributionSpec(1, 1, null, 53, 1, UnitOfPrivacy.Partner));
        Assert.Throws<ArgumentException>(() => new ContributionSpec(1, 1, null, 16, 0, UnitOfPrivacy.Partner));
        Assert.Equal(32767 / 2.0, Specification.Scale);
    }

    [Fact]
    public void ToString_NeverShowsTheValues()
        => Assert.Equal("Contribution of 3 values", Filled(1, 1.25, 1.25, 1.25).ToString());

    [Fact]
    public void SecureSum_Unusable_IsRefused()
    {
        Assert.Throws<ContributionException>(() => new SecureSum([1], weight: 0, contributors: 0));
        Assert.Throws<ContributionException>(() => new SecureSum([1], weight: 2, contributors: 3));
        Assert.Contains("Value 1", Assert.Throws<ContributionException>(() => new SecureSum([1, double.NaN], 1, 1)).Message, StringComparison.Ordinal);
    }

    private static Contribution Filled(int weight, params double[] values)
    {
        var contribution = new Contribution(Specification) { Weight = weight };
        values.CopyTo(contribution.Values);
        return contribution;
    }
}
