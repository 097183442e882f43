namespace Federated.Computations.Tests;

public sealed class SecureSumTests
{
    private static readonly ContributionSpec Specification = new(2, bound: 1, clipNorm: null, bits: 20, weightBound: 5, UnitOfPrivacy.Partner);

    [Fact]
    public void RequireFit_LengthAndWeightOfTheContributors_Pass() => new SecureSum([1, 2], weight: 15, contributors: 3).RequireFit(Specification);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void RequireFit_AnotherLength_IsRefused(int length)
    {
        var fault = Assert.Throws<ContributionException>(() => new SecureSum(new double[length], weight: 3, contributors: 3).RequireFit(Specification));
        Assert.Equal($"The sum has {length} values; 2 were specified.", fault.Message);
    }

    [Fact]
    public void RequireFit_MoreWeightThanTheContributorsHave_IsRefused() =>
        Assert.Throws<ContributionException>(() => new SecureSum([1, 2], weight: 16, contributors: 3).RequireFit(Specification));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Create_ValueThatIsNotFinite_IsRefused(double value) => Assert.Throws<ContributionException>(() => new SecureSum([1, value], weight: 3, contributors: 3));
}
