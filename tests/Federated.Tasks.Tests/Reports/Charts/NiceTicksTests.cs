using Federated.Tasks.Reports.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Reports.Charts;

public class NiceTicksTests
{
    [Theory]
    [InlineData(0, 1, 6, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1.0 })]
    [InlineData(0.61, 0.94, 5, new[] { 0.6, 0.7, 0.8, 0.9, 1.0 })]
    [InlineData(-3, 7, 5, new[] { -5.0, 0, 5, 10 })]
    [InlineData(18, 126, 8, new[] { 0.0, 20, 40, 60, 80, 100, 120, 140 })]
    public void Spanning_Range_IsRound(double low, double high, int most, double[] expected) =>
        Assert.Equal(expected, NiceTicks.Spanning([low, high], most).Values.Select(value => Math.Round(value, 9)));

    [Fact]
    public void Spanning_AnyValues_HoldsThemWithinTheCount() =>
        Prop.ForAll<double[], byte>((values, count) =>
        {
            var most = 2 + (count % 9);
            var ticks = NiceTicks.Spanning(values, most);
            var slack = ticks.Step * 1e-6;
            return ticks.Count >= 2 && ticks.Count <= Math.Max(most, 3) && ticks.Step > 0
                && values.Where(value => double.IsFinite(value) && Drawable.Is(value)).All(value => value >= ticks.Low - slack && value <= ticks.High + slack);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new double[] { })]
    [InlineData(new[] { double.NaN, double.NegativeInfinity })]
    [InlineData(new[] { 5.0, 5.0 })]
    [InlineData(new[] { -1e-320, 1e-320 })]
    [InlineData(new[] { -1e150, 1e150 })]
    public void Spanning_ValuesWithoutARange_HasRoom(double[] values)
    {
        var ticks = NiceTicks.Spanning(values, 5);
        Assert.True(double.IsFinite(ticks.Low) && double.IsFinite(ticks.High) && ticks.High > ticks.Low, $"{ticks}");
    }
}
