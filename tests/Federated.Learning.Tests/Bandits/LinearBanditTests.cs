using Federated.Learning.Bandits;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;
using Federated.Learning.Tests.Solvers;

namespace Federated.Learning.Tests.Bandits;

public sealed class LinearBanditTests
{
    [Fact]
    public void UpperConfidence_OneFeature_IsTheFormulaByHand()
    {
        var statistics = new BanditStatistics(2, 1);
        statistics.Add(0, [2], 3);
        statistics.Add(0, [1], 1);
        LinearBandit policy = LinearBandit.Fit(statistics, 0.5);
        var scores = new double[2];
        policy.UpperConfidence([4], 1.5, scores);
        Assert.Equal((2, 0), (statistics.PullsOf(0), statistics.PullsOf(1)));

        Assert.Equal((4 * 7 / 5.5) + (1.5 * 4 / Math.Sqrt(5.5)), scores[0], 1e-12);
        Assert.Equal(1.5 * 4 / Math.Sqrt(0.5), scores[1], 1e-12);
    }

    [Fact]
    public void Fit_SumOfThreeParts_IsTheFitOfAllPulls() => RandomTable.ForAll(table =>
    {
        BanditStatistics all = new(RandomTable.Classes, table.Columns), sum = new(RandomTable.Classes, table.Columns);
        Add(all, table, Range.All);
        foreach (Range part in table.Parts)
        {
            var statistics = new BanditStatistics(RandomTable.Classes, table.Columns);
            Add(statistics, table, part);
            sum.AddVector(statistics.Vector);
        }

        double[] expected = new double[RandomTable.Classes], actual = new double[RandomTable.Classes];
        LinearBandit.Fit(all).UpperConfidence(table.X.AsSpan(0, table.Columns), 1, expected);
        LinearBandit.Fit(sum).UpperConfidence(table.X.AsSpan(0, table.Columns), 1, actual);
        ClassicalFixture.AssertClose(expected, actual, 1e-9);

        static void Add(BanditStatistics statistics, RandomTable table, Range part)
        {
            (int start, int length) = part.GetOffsetAndLength(table.Rows);
            for (int row = start; row < start + length; row++)
                statistics.Add(table.Labels[row], table.X.AsSpan(row * table.Columns, table.Columns), table.Targets[row]);
        }
    });

    [Fact]
    public void Sample_ManyDraws_HaveTheMeanAndVarianceOfThePosterior()
    {
        const int Draws = 40_000;
        var statistics = new BanditStatistics(1, 2);
        statistics.Add(0, [1, 2], 1);
        statistics.Add(0, [2, -1], 0.5);
        statistics.Add(0, [1, 1], 2);
        LinearBandit policy = LinearBandit.FromSnapshot(LinearBandit.Fit(statistics).ToSnapshot());
        double[] score = new double[1], mean = new double[1], upper = new double[1];
        policy.UpperConfidence([1, -2], 0, mean);
        policy.UpperConfidence([1, -2], 1, upper);
        double deviation = 0.7 * (upper[0] - mean[0]), sum = 0, squares = 0;
        var generator = new SeededGenerator(4);
        for (int draw = 0; draw < Draws; draw++)
        {
            policy.Sample([1, -2], 0.7, generator, score);
            sum += score[0];
            squares += (score[0] - mean[0]) * (score[0] - mean[0]);
        }

        Assert.Equal(mean[0], sum / Draws, 4 * deviation / Math.Sqrt(Draws));
        Assert.Equal(1, squares / Draws / (deviation * deviation), 4 * Math.Sqrt(2.0 / Draws));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Policy_ThatLearns_EarnsMoreThanChance(bool isThompson)
    {
        var generator = new SeededGenerator(11);
        var statistics = new BanditStatistics(3, 2);
        var scores = new double[3];
        int right = 0;
        for (int round = 0; round < 600; round++)
        {
            // The best arm is 0 left of −0.3, 1 right of 0.3 and 2 between: rewards −x, x and 0.3.
            float x = (float)(2 * generator.NextDouble()) - 1;
            LinearBandit policy = LinearBandit.Fit(statistics);
            if (isThompson)
                policy.Sample([1, x], 0.2, generator, scores);
            else
                policy.UpperConfidence([1, x], 0.5, scores);
            int arm = LinearBandit.Best(scores);
            double noise = 0.2 * (generator.NextDouble() - 0.5);
            statistics.Add(arm, [1, x], (arm == 0 ? -x : arm == 1 ? x : 0.3) + noise);
            if (round >= 300 && arm == (x < -0.3 ? 0 : x > 0.3 ? 1 : 2))
                right++;
        }

        Assert.InRange(right, 270, 300);
    }

    [Fact]
    public void Vector_OfOnePull_HasTheDocumentedLayout()
    {
        var statistics = new BanditStatistics(2, 2);
        statistics.Add(1, [2, 3], 5);

        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 4, 6, 9, 10, 15], statistics.Vector.ToArray());
    }

    [Fact]
    public void Add_FaultyInput_IsRefusedByName()
    {
        var statistics = new BanditStatistics(2, 2);

        Assert.Contains("Arm 2", Assert.Throws<ArgumentException>(() => statistics.Add(2, [1, 2], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("reward is NaN", Assert.Throws<ArgumentException>(() => statistics.Add(0, [1, 2], double.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("4 features; 2", Assert.Throws<ArgumentException>(() => statistics.Add(0, [1, 2, 3, 4], 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LinearBandit.Fit(statistics, 0));
        Assert.Throws<ArgumentException>(() => LinearBandit.Fit(statistics).UpperConfidence([1, 2], -1, new double[2]));
        Assert.All(statistics.Vector.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void FromSnapshot_PrecisionThatIsNotPositiveDefinite_IsRefused()
    {
        NamedTensor weight = new DoubleTensor("weight", new TensorShape(1, 2), [1, 2]), precision = new DoubleTensor("precision", new TensorShape(1, 3), [1, 2, 1]);

        Assert.Contains("arm 0", Assert.Throws<ModelMismatchException>(() => LinearBandit.FromSnapshot(new ModelSnapshot([weight, precision]))).Message, StringComparison.Ordinal);
    }
}
