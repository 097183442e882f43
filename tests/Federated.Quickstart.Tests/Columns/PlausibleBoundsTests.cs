using Federated.Samples.Quickstart.Columns;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Quickstart.Tests.Columns;

public class PlausibleBoundsTests
{
    [Theory]
    [InlineData(0, 350.8, 0, 500)]
    [InlineData(18, 95, 0, 100)]
    [InlineData(1990, 2020, 1950, 2050)]
    [InlineData(-3, 4, -10, 10)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0.21, 0.89, 0, 1)]
    [InlineData(3, 5, 2, 6)]
    public void Around_ARange_IsRoundedOutwards(double minimum, double maximum, double low, double high) =>
        Assert.Equal((low, high), PlausibleBounds.Around(minimum, maximum));

    [Fact]
    public void Around_AnyRange_ContainsItAndIsNotMuchWider() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<NormalFloat>().Two().Select(pair => (Low: Math.Min(pair.Item1.Get, pair.Item2.Get), High: Math.Max(pair.Item1.Get, pair.Item2.Get)))
                .Where(range => range.High > range.Low && double.IsFinite(range.High - range.Low) && range.High - range.Low > 1e-9 * Math.Max(Math.Abs(range.Low), Math.Abs(range.High))).ToArbitrary(),
            range => PlausibleBounds.Around(range.Low, range.High) is not var (low, high)
                ? range.High - range.Low > 1e299
                : low <= range.Low && high >= range.High && high - low <= 8 * (range.High - range.Low)).QuickCheckThrowOnFailure();

    [Fact]
    public void Around_NumbersTooFarApart_AreNone() => Assert.Null(PlausibleBounds.Around(-1e308, 1e308));
}
