using Federated.Learning.Forecasting;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Forecasting;

public sealed class ResidualBandsTests
{
    [Fact]
    public void Reach_ErrorsOfOneDistribution_HoldsItsShare()
    {
        var generator = new SeededGenerator(9);
        (int within, int trials) = (0, 0);
        for (int draw = 0; draw < 40; draw++)
        {
            double reach = new ResidualBands([Counts(Enumerable.Range(0, 300).Select(_ => Normal(generator)))], origins: 20).Reach(1, 0.8);
            for (int trial = 0; trial < 500; trial++, trials++)
                within += Math.Abs(Normal(generator)) <= reach ? 1 : 0;
        }

        Assert.InRange((double)within / trials, 0.785, 0.825);
    }

    [Fact]
    public void Reach_ErrorsToOneSide_CountsTheirSizes()
    {
        double[] errors = [.. Enumerable.Range(0, 500).Select(index => (index + 0.5) / 500)];
        Assert.Equal(0.8, new ResidualBands([Counts(errors)], origins: 20).Reach(1, 0.8), 0.021);
        Assert.Equal(0.8, new ResidualBands([Counts(errors.Select(error => -error))], origins: 20).Reach(1, 0.8), 0.021);
        Assert.Equal(0.8, new ResidualBands([Counts(errors.Select((error, index) => index % 2 == 0 ? error : -error))], origins: 20).Reach(1, 0.8), 0.021);
    }

    [Fact]
    public void Reach_FewErrors_BorrowsFromNeighbours()
    {
        var bands = new ResidualBands([Counts([0.5]), Counts(Enumerable.Repeat(2.01, 400)), Counts([])], origins: 20);
        Assert.InRange(bands.Reach(1, 0.5), 1.9, 2.1);
        Assert.InRange(bands.Reach(9, 0.5), 1.9, 2.1);
        Assert.Equal(0, new ResidualBands([Counts([])], origins: 1).Reach(1, 0.9));
        Assert.Equal(1, new ResidualBands([Counts([])], origins: 1).Factor(1));
    }

    [Fact]
    public void Reach_ManyErrorsOfFewPeriods_BorrowsFromNeighbours()
    {
        // Of one period each: in the second all series were far off.
        long[][] counts = [Counts(Enumerable.Repeat(0.11, 300)), Counts(Enumerable.Repeat(2.01, 300)), Counts(Enumerable.Repeat(0.11, 300))];
        Assert.InRange(new ResidualBands(counts, origins: 1).Reach(1, 0.8), 1.9, 2.1);
        Assert.InRange(new ResidualBands(counts, ResidualBands.EnoughPeriods).Reach(1, 0.8), 0.1, 0.14);
    }

    [Fact]
    public void Factor_KnownErrors_IsTheMeanOfTheirExponentialsAboutTheirMean()
    {
        double[] errors = [.. Enumerable.Range(0, 400).Select(index => ((index % 40) - 20) / 10.0)];
        double mean = errors.Average();
        Assert.Equal(errors.Average(error => Math.Exp(error - mean)), new ResidualBands([Counts(errors)], origins: 20).Factor(1), 0.02);
        Assert.Equal(1, new ResidualBands([Counts(Enumerable.Repeat(1.5, 300))], origins: 20).Factor(1), 1e-9);
    }

    private static double Normal(SeededGenerator generator) => Math.Sqrt(-2 * Math.Log(1 - generator.NextDouble())) * Math.Cos(2 * Math.PI * generator.NextDouble());

    private static long[] Counts(IEnumerable<double> errors)
    {
        var counts = new long[ResidualBands.Cells];
        foreach (double error in errors)
            counts[ResidualBands.CellOf(error)]++;
        return counts;
    }
}
