using System.Runtime.Intrinsics;
using Federated.Learning.Losses;

namespace Federated.Learning.Tests.Losses;

public sealed class DoubleFunctionsTests
{
    [Fact]
    public void Exp_WholeRange_IsRightToTheLastDigits()
    {
        for (double x = -707.9; x < 709; x += 0.0371)
            Assert.Equal(1, DoubleFunctions.Exp(Vector512.Create(x))[0] / Math.Exp(x), 4e-16);
        Assert.Equal(1, DoubleFunctions.Exp(Vector512<double>.Zero)[5]);
        Assert.Equal(0, DoubleFunctions.Exp(Vector512.Create(double.NegativeInfinity))[0]);
        Assert.Equal(double.PositiveInfinity, DoubleFunctions.Exp(Vector512.Create(710.0))[0]);
        Assert.True(double.IsNaN(DoubleFunctions.Exp(Vector512.Create(double.NaN))[0]));
    }

    [Fact]
    public void LogOfOnePlus_ZeroToOne_IsRightToTheLastDigits()
    {
        for (double u = 1e-300; u <= 1; u = Math.Min(u * 1.01, u + 0.0003))
            Assert.Equal(1, DoubleFunctions.LogOfOnePlus(Vector512.Create(u))[3] / Oracle(u), 6e-16);
        Assert.Equal(0, DoubleFunctions.LogOfOnePlus(Vector512<double>.Zero)[0]);
        Assert.Equal(Math.Log(2), DoubleFunctions.LogOfOnePlus(Vector512<double>.One)[0]);
    }

    // Kahan's way around the rounding of 1 + u.
    private static double Oracle(double u) => 1 + u == 1 ? u : Math.Log(1 + u) * (u / (1 + u - 1));

    [Fact]
    public void Fold_Lanes_AddsAllOfThem()
        => Assert.Equal(36, DoubleFunctions.Fold(Vector512.Create(1.0, 2, 3, 4, 5, 6, 7, 8)));
}
