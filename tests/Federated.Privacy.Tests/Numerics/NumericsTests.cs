using System.Numerics;
using Federated.Privacy.Numerics;

namespace Federated.Privacy.Tests.Numerics;

public sealed class NumericsTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.15865525393145705)]
    [InlineData(-2, 0.97724986805182079)]
    [InlineData(3, 0.0013498980316300946)]
    [InlineData(6, 9.8658764503769814e-10)]
    [InlineData(30, 4.906713927148187e-198)]
    public void NormalTail_Above_IsTheTabulatedOne(double x, double expected) => Assert.Equal(1, NormalTail.Above(x) / expected, 1e-9);

    [Fact]
    public void NormalTail_SeriesAndFraction_MeetWithoutAStep() =>
        Assert.Equal(1, NormalTail.MillsRatio(Math.BitDecrement(3)) / NormalTail.MillsRatio(3), 1e-12);

    [Fact]
    public void LogGamma_OfWholeNumbers_IsTheFactorial()
    {
        BigInteger factorial = 1;
        for (int n = 1; n < 150; n++)
        {
            Assert.Equal(BigInteger.Log(factorial), LogGamma.Of(n), 1e-13 * Math.Max(1, BigInteger.Log(factorial)));
            factorial *= n;
        }

        Assert.Equal(Math.Log(Math.PI) / 2, LogGamma.Of(0.5), 1e-14);
    }

    [Theory]
    [InlineData(1e-20)]
    [InlineData(-3e-9)]
    [InlineData(0.3)]
    [InlineData(-0.49)]
    public void Precise_SmallArguments_KeepTheirDigits(double x)
    {
        double series = x + (x * x / 2) + (x * x * x / 6) + (x * x * x * x / 24);
        double tolerance = Math.Abs(x) < 1e-3 ? 1e-15 : 1e-2;
        Assert.Equal(1, Precise.ExpMinusOne(x) / series, tolerance);
        Assert.Equal(1, Precise.LogOnePlus(Precise.ExpMinusOne(x)) / x, 1e-14);
    }

    [Fact]
    public void Fourier_ProductOfSpectra_IsTheCircularConvolution()
    {
        const int Length = 64;
        double[] first = [.. Enumerable.Range(0, Length).Select(i => Math.Sin(i * i))];
        double[] second = [.. Enumerable.Range(0, Length).Select(i => Math.Cos(3 * i * i))];
        (double[] a, double[] b, double[] c, double[] d) = ([.. first], new double[Length], [.. second], new double[Length]);
        FourierTransform transform = new(Length);
        transform.Forward(a, b);
        transform.Forward(c, d);
        for (int k = 0; k < Length; k++)
            (a[k], b[k]) = ((a[k] * c[k]) - (b[k] * d[k]), (a[k] * d[k]) + (b[k] * c[k]));
        transform.Backward(a, b);
        for (int k = 0; k < Length; k++)
        {
            double expected = Enumerable.Range(0, Length).Sum(i => first[i] * second[(k - i + Length) % Length]);
            Assert.Equal(expected, a[k], 1e-12);
            Assert.Equal(0, b[k], 1e-12);
        }
    }
}
