using Federated.Learning.Components;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Components;

public sealed class PrincipalComponentsTests
{
    [Fact]
    public void Of_RowsOnALine_FindsIt()
    {
        PrincipalComponents components = PrincipalComponents.Of(Covariance([1, 2, 2, 4, 3, 6, -6, -12], 2), 2);

        Assert.Equal(1 / Math.Sqrt(5), components.Direction(0)[0], 1e-12);
        Assert.Equal(2 / Math.Sqrt(5), components.Direction(0)[1], 1e-12);
        Assert.Equal(62.5, components.Variances[0], 1e-12);
        Assert.Equal(0, components.Variances[1], 1e-12);
        Assert.Equal(62.5, components.TotalVariance, 1e-12);
    }

    [Fact]
    public void Of_AnyRows_TheirPlacesHaveTheVariancesAndNoCorrelation()
    {
        var generator = new SeededGenerator(2);
        double[] rows = [.. Enumerable.Range(0, 500).SelectMany(_ =>
        {
            double first = generator.NextDouble(), second = generator.NextDouble(), third = generator.NextDouble();
            return new[] { first + second, first - (2 * second) + 5, second + (0.3 * third) };
        })];
        PrincipalComponents components = PrincipalComponents.Of(Covariance(rows, 3), 3);

        double[][] places = [.. Enumerable.Range(0, 3).Select(component => rows.Chunk(3).Select(row => row.Zip(components.Direction(component).ToArray(), (value, weight) => value * weight).Sum()).ToArray())];
        for (int component = 0; component < 3; component++)
        {
            Assert.Equal(components.Variances[component], Covariance(places[component], places[component]), 1e-9);
            Assert.Equal(1, components.Direction(component).ToArray().Sum(weight => weight * weight), 1e-12);
            Assert.Equal(0, Covariance(places[component], places[(component + 1) % 3]), 1e-9);
        }

        Assert.True(components.Variances[0] > components.Variances[1] && components.Variances[1] > components.Variances[2]);
    }

    [Fact]
    public void Of_PairsThatNoRowsHave_LeavesNoVarianceBelowZero()
    {
        PrincipalComponents components = PrincipalComponents.Of([1, 0, 0, 0.9, 1, 0, 0.9, -0.9, 1], 3);

        Assert.Equal(0, components.Variances[2]);
        Assert.Equal(components.Variances[0] + components.Variances[1], components.TotalVariance, 1e-12);
    }

    [Fact]
    public void Of_MatrixThatIsNoneOrNotFinite_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Of([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Of([1, 0, double.NaN, 1], 2));
    }

    private static double[] Covariance(double[] rows, int columns)
    {
        double[] Column(int column) => [.. rows.Where((_, index) => index % columns == column)];
        return [.. Enumerable.Range(0, columns * columns).Select(cell => Covariance(Column(cell / columns), Column(cell % columns)))];
    }

    private static double Covariance(double[] first, double[] second) => first.Zip(second, (left, right) => (left - first.Average()) * (right - second.Average())).Average();
}
