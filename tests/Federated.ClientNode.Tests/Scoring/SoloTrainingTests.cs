using Federated.ClientNode.Scoring;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class SoloTrainingTests
{
    [Fact]
    public void Train_SmallTable_LearnsIt()
    {
        var quality = HeldOutQuality.Of(Customers.Job, Customers.Model, Customers.Table());
        Assert.InRange(quality.Rows, 50, 150);
        Assert.InRange(quality.AreaUnderCurve ?? 0, 0.8, 1);
        Assert.InRange(quality.Accuracy ?? 0, 0.75, 1);
    }

    [Fact]
    public void Train_FinishedState_HoldsTheQualityThatEvaluationFinds()
    {
        var quality = HeldOutQuality.Of(Customers.Job, Customers.Model, Customers.Table());
        var described = TaskCatalogue.For(Customers.Job).Describe(Customers.Model).Evaluation;
        Assert.Equal(quality.Rows, described?.Rows);
        Assert.Equal(quality.Accuracy ?? 0, described?.Accuracy ?? -1, 10);
        Assert.Equal(quality.LogLoss ?? 0, described?.LogLoss ?? -1, 4);
    }

    [Fact]
    public void TrainWithEarlyStopping_ChoosesTheBestRoundOfAllThatWereTried()
    {
        var model = new SoloTraining(Customers.Job, seed: 1).TrainWithEarlyStopping(Customers.Table(), CancellationToken.None);
        Assert.Equal(Customers.Job.Training.Rounds, model.ValidationAreas.Length);
        Assert.Equal(model.ValidationAreas.Max(), model.ValidationAreas[model.Rounds - 1]);
        Assert.True(TaskCatalogue.For(Customers.Job).IsDone(model.Snapshot));
    }

    [Fact]
    public void TrainWithEarlyStopping_HeldOutLabels_HaveNoSay()
    {
        var csv = Customers.Csv();
        var honest = Customers.Table(csv);
        var lines = csv.TrimEnd('\n').Split('\n');
        for (var row = 0; row < honest.RowCount; row++)
        {
            if (TrainTestSplit.IsTest(honest.SplitKeys[row], Customers.Job.Evaluation.TestFraction))
                lines[row + 1] = honest.Labels[row] > 0 ? lines[row + 1].Replace(",yes", ",no", StringComparison.Ordinal) : lines[row + 1].Replace(",no", ",yes", StringComparison.Ordinal);
        }

        var flipped = Customers.Table(string.Join('\n', lines));
        Assert.NotEqual(honest.PositiveCount, flipped.PositiveCount);
        SoloModel one = Train(honest), other = Train(flipped);
        Assert.Equal(one.ValidationAreas.ToArray(), other.ValidationAreas.ToArray());
        var task = TaskCatalogue.For(Customers.Job);
        Assert.Equal(Scores(one), Scores(other));

        float[] Scores(SoloModel model) => task.Score(model.Snapshot, memory: null, honest, ScoreOptions.ScoresOnly).Ranking();

        static SoloModel Train(LocalTable table) => new SoloTraining(Customers.Job, seed: 1).TrainWithEarlyStopping(table, CancellationToken.None);
    }

    [Fact]
    public void TrainWithEarlyStopping_ValidationRowsOfOneClass_KeepsTheJobsRounds()
    {
        var table = Customers.Table();
        var (training, test) = TrainTestSplit.Split(table, 0.25);
        var (_, validation) = TrainTestSplit.Split(training, 0.4);
        var positives = Enumerable.Range(0, table.RowCount).Where(row => !Contains(validation.SplitKeys, table.SplitKeys[row]) || table.Labels[row] > 0).ToArray();
        var model = new SoloTraining(Customers.Job, seed: 1).TrainWithEarlyStopping(table.Select(positives), CancellationToken.None);
        Assert.True(test.RowCount > 0 && validation.NegativeCount > 0);
        Assert.Empty(model.ValidationAreas);
        Assert.Equal(Customers.Job.Training.Rounds, model.Rounds);

        static bool Contains(ReadOnlySpan<ulong> keys, ulong key) => keys.Contains(key);
    }

    [Theory]
    [InlineData(new double[0], null)]
    [InlineData(new[] { double.NaN }, null)]
    [InlineData(new[] { 0.5, 0.8, 0.8, 0.7 }, 2)]
    [InlineData(new[] { 0.9, double.NaN, 0.1 }, 1)]
    public void BestRounds_TakesTheFewestOfTheBest(double[] areas, int? rounds) => Assert.Equal(rounds, SoloTraining.BestRounds(areas));

    [Fact]
    public void Train_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => new SoloTraining(Customers.Job, seed: 1).Train(Customers.Table(), new CancellationToken(canceled: true)));
}
