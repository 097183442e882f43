using Federated.Learning.Forecasting;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Forecasting;

public sealed class ResidualBandsTests
{
    [Fact]
    public void Quantile_ErrorsOfOneDistribution_HoldsItsShare()
    {
        var generator = new SeededGenerator(9);
        (int within, int trials) = (0, 0);
        for (int draw = 0; draw < 40; draw++)
        {
            var bands = new ResidualBands([Counts(Enumerable.Range(0, 300).Select(_ => Normal(generator)))]);
            double low = bands.Quantile(1, 0.1), high = bands.Quantile(1, 0.9);
            for (int trial = 0; trial < 500; trial++, trials++)
                within += Normal(generator) is var error && error >= low && error <= high ? 1 : 0;
        }

        Assert.InRange((double)within / trials, 0.785, 0.825);
    }

    [Fact]
    public void Quantile_MirroredErrors_AreMirrored()
    {
        double[] errors = [.. Enumerable.Range(0, 500).Select(index => (index - 249.5) / 200)];
        var bands = new ResidualBands([Counts(errors)]);
        Assert.Equal(-bands.Quantile(1, 0.1), bands.Quantile(1, 0.9), 1e-9);
        Assert.Equal(0, bands.Quantile(1, 0.5), 0.011);
        Assert.True(bands.Quantile(1, 0.9) > bands.Quantile(1, 0.5));
    }

    [Fact]
    public void Quantile_FewErrors_BorrowsFromNeighbours()
    {
        var bands = new ResidualBands([Counts([0.5]), Counts(Enumerable.Repeat(2.01, 400)), Counts([])]);
        Assert.InRange(bands.Quantile(1, 0.5), 1.9, 2.1);
        Assert.InRange(bands.Quantile(9, 0.5), 1.9, 2.1);
        Assert.Equal(0, new ResidualBands([Counts([])]).Quantile(1, 0.9));
        Assert.Equal(1, new ResidualBands([Counts([])]).Factor(1));
    }

    [Fact]
    public void Factor_KnownErrors_IsTheMeanOfTheirExponentials()
    {
        double[] errors = [.. Enumerable.Range(0, 400).Select(index => ((index % 40) - 20) / 10.0)];
        Assert.Equal(errors.Average(Math.Exp), new ResidualBands([Counts(errors)]).Factor(1), 0.02);
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
