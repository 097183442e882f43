using Federated.Learning.Lifetime;
using Federated.Learning.Tests.Fixtures;

namespace Federated.Learning.Tests.Lifetime;

public sealed class GammaFunctionsTests
{
    [Fact]
    public void LogGamma_PositivePoints_IsScipys() => AssertScipys("log_gamma", GammaFunctions.LogGamma);

    [Fact]
    public void Digamma_PositivePoints_IsScipys() => AssertScipys("digamma", GammaFunctions.Digamma);

    [Fact]
    public void Trigamma_PositivePoints_IsScipys() => AssertScipys("trigamma", GammaFunctions.Trigamma);

    private static void AssertScipys(string name, Func<double, double> function)
    {
        double[] points = LifetimeFixture.Doubles(LifetimeFixture.Root.GetProperty("points"));
        double[] expected = LifetimeFixture.Doubles(LifetimeFixture.Root.GetProperty(name));
        ClassicalFixture.AssertClose(expected, [.. points.Select(function)], 1e-12);
    }
}
