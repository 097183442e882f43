using Federated.Tasks.Reports;

namespace Federated.Tasks.Tests.Reports;

public class FigureTextTests
{
    [Theory]
    [InlineData(12330, FigureFormat.Count, "12,330")]
    [InlineData(0.4119, FigureFormat.Share, "41.2%")]
    [InlineData(0.9236, FigureFormat.Metric, "0.924")]
    [InlineData(2.93, FigureFormat.Multiple, "2.9 ×")]
    [InlineData(0.031, FigureFormat.Difference, "+0.031")]
    [InlineData(-0.031, FigureFormat.Difference, "−0.031")]
    [InlineData(-0.0001, FigureFormat.Difference, "0.000")]
    [InlineData(0.012, FigureFormat.Points, "+1.2 points")]
    [InlineData(0.15, FigureFormat.Spread, "15.0 points")]
    [InlineData(-12.34, FigureFormat.Balance, "−12.3")]
    [InlineData(0, FigureFormat.Number, "0")]
    [InlineData(1975.4, FigureFormat.Number, "1975")]
    [InlineData(12044, FigureFormat.Number, "12,044")]
    [InlineData(0.004598, FigureFormat.Amount, "0.00")]
    [InlineData(133.8, FigureFormat.Amount, "133.80")]
    [InlineData(-1204.4, FigureFormat.Amount, "−1,204")]
    [InlineData(0.037123, FigureFormat.Number, "0.03712")]
    [InlineData(-61.24, FigureFormat.Number, "−61.24")]
    [InlineData(123456789, FigureFormat.Number, "123,456,789")]
    [InlineData(3.4e15, FigureFormat.Number, "3.4E15")]
    [InlineData(double.NaN, FigureFormat.Share, "–")]
    [InlineData(double.PositiveInfinity, FigureFormat.Count, "–")]
    public void Of_Number_IsWrittenForPeople(double value, FigureFormat format, string expected) => Assert.Equal(expected, FigureText.Of(value, format));

    [Fact]
    public void Of_Estimate_HasItsInterval() => Assert.Equal("0.924 (0.910 to 0.938)", FigureText.Of(new Estimate(0.924, 0.91, 0.938), FigureFormat.Metric));

    [Fact]
    public void Of_EstimateOfWhichOneEndIsUnknown_IsTheValue() => Assert.Equal("0.924", FigureText.Of(new Estimate(0.924, 0.91, double.NaN), FigureFormat.Metric));

    [Theory]
    [InlineData(0.25, 0.25, FigureFormat.Number, "0.25")]
    [InlineData(2.5, 2.5, FigureFormat.Number, "2.5")]
    [InlineData(50, 25, FigureFormat.Number, "50")]
    [InlineData(0.05, 0.05, FigureFormat.Share, "5%")]
    [InlineData(0.025, 0.025, FigureFormat.Share, "2.5%")]
    [InlineData(-1500, 500, FigureFormat.Number, "−1500")]
    [InlineData(15000, 5000, FigureFormat.Number, "15,000")]
    [InlineData(2500000, 500000, FigureFormat.Number, "2.5 M")]
    [InlineData(1e-17, 0.1, FigureFormat.Number, "0.0")]
    public void OfTick_Steps_HaveTheDecimalsThatTellThemApart(double value, double step, FigureFormat format, string expected) => Assert.Equal(expected, FigureText.OfTick(value, step, format));
}
