using Federated.Learning.Factorization;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;

namespace Federated.Learning.Tests.Factorization;

public sealed class FactorizationMachineTests
{
    [Fact]
    public void Predict_AnyRow_IsTheSumOverPairs()
    {
        FactorizationMachine machine = Machine(5, 3);
        double[] x = [0.5, 0, -2, 1.5, 0], p = machine.Parameters.ToArray();
        double expected = p[0] + Enumerable.Range(0, 5).Sum(column => p[1 + column] * x[column]);
        for (int first = 0; first < 5; first++)
        {
            for (int second = 0; second < first; second++)
            {
                for (int factor = 0; factor < 3; factor++)
                    expected += p[6 + (first * 3) + factor] * p[6 + (second * 3) + factor] * x[first] * x[second];
            }
        }

        var values = new float[1];
        FactorizationMachine.FromSnapshot(machine.ToSnapshot()).Predict(SparseRows.FromDense([0.5f, 0, -2, 1.5f, 0], 5), values);
        Assert.Equal(expected, values[0], 1e-6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Statistics_Gradient_IsTheDerivativeOfTheLoss(bool isLogistic)
    {
        FactorizationMachine machine = Machine(4, 2);
        SparseRows rows = SparseRows.FromDense([1, 0, 2, -1, 0, 0.5f, 1, 0, 0.25f, -1, 0, 3], 4);
        double LossAt(int index, double step)
        {
            double[] parameters = machine.Parameters.ToArray();
            parameters[index] += step;
            var moved = new FactorizationMachineStatistics(new FactorizationMachine(parameters, 4, 2), isLogistic);
            moved.Add(rows, [1, 0, 0.5f]);
            return moved.Loss;
        }

        var statistics = new FactorizationMachineStatistics(machine, isLogistic);
        statistics.Add(rows, [1, 0, 0.5f]);
        for (int index = 0; index < statistics.Gradient.Length; index++)
            Assert.Equal((LossAt(index, 1e-5) - LossAt(index, -1e-5)) / 2e-5, statistics.Gradient[index], 1e-7);
    }

    [Fact]
    public void Descend_SumOfThreeParts_IsTheStepOfAllRowsAndLowersTheLoss()
    {
        var options = new FactorizationMachineOptions { Rank = 3, LearningRate = 0.1, Penalty = 0 };
        FactorizationMachine machine = Machine(9, 3);
        SparseRows[] parts = [RandomRows.Of(20, 9, 1), RandomRows.Of(1, 9, 2), RandomRows.Of(33, 9, 3)];
        FactorizationMachineStatistics pooled = new(machine, true), summed = new(machine, true);
        foreach (SparseRows part in parts)
        {
            pooled.Add(part, Labels(part));
            var statistics = new FactorizationMachineStatistics(machine, true);
            statistics.Add(part, Labels(part));
            summed.AddVector(statistics.Vector);
        }

        FactorizationMachine next = FactorizationMachineTraining.Descend(summed, options);
        ClassicalFixture.AssertClose(FactorizationMachineTraining.Descend(pooled, options).Parameters.ToArray(), next.Parameters.ToArray(), 1e-12);
        var after = new FactorizationMachineStatistics(next, true);
        foreach (SparseRows part in parts)
            after.Add(part, Labels(part));
        Assert.Equal(54, after.Rows);
        Assert.True(after.Loss < pooled.Loss);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Fit_TargetOfPairs_IsLearnedOnRowsThatWereHeldOut(bool isLogistic, bool isAdaptive)
    {
        // The target is the product of two signs of one-hot groups: no linear model sees it.
        var generator = new SeededGenerator(8);
        var features = new float[600 * 12];
        var targets = new float[600];
        for (int row = 0; row < 600; row++)
        {
            int first = generator.NextBelow(6), second = generator.NextBelow(6);
            features[(row * 12) + first] = features[(row * 12) + 6 + second] = 1;
            targets[row] = (first % 2 == 0) == (second < 3) ? 1 : isLogistic ? 0 : -1;
        }

        SparseRows train = SparseRows.FromDense(features.AsSpan(0, 450 * 12), 12), test = SparseRows.FromDense(features.AsSpan(450 * 12), 12);
        var options = new FactorizationMachineOptions { Rank = 4, IsLogistic = isLogistic, IsAdaptive = isAdaptive, Epochs = 40, LearningRate = isAdaptive ? 0.1 : 0.05 };
        FactorizationMachine machine = FactorizationMachineTraining.Fit(train, targets.AsSpan(0, 450), options, new SeededGenerator(1));
        var values = new float[150];
        machine.Predict(test, values);

        int right = Enumerable.Range(0, 150).Count(row => (values[row] > 0) == (targets[450 + row] > 0));
        Assert.InRange(right, 148, 150);
    }

    [Fact]
    public void Fit_SameSeed_IsTheSameToTheBit()
    {
        SparseRows rows = RandomRows.Of(50, 9, 1);
        double[] Train(ulong seed) => FactorizationMachineTraining.Fit(rows, Labels(rows), new FactorizationMachineOptions(), new SeededGenerator(seed)).Parameters.ToArray();

        Assert.Equal(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));
    }

    [Fact]
    public void Fit_FaultyInput_IsRefusedByName()
    {
        var generator = new SeededGenerator(1);
        var options = new FactorizationMachineOptions();
        SparseRows rows = SparseRows.FromDense([1, 2], 1);

        Assert.Contains("target of row 1 is 2", Assert.Throws<ArgumentException>(() => FactorizationMachineTraining.Fit(rows, [1, 2], options, generator)).Message, StringComparison.Ordinal);
        Assert.Contains("3 targets were given for 2 rows", Assert.Throws<ArgumentException>(() => FactorizationMachineTraining.Fit(rows, [1, 1, 1], options, generator)).Message, StringComparison.Ordinal);
        Assert.Contains("Rank is 0", Assert.Throws<ArgumentException>(() => FactorizationMachineTraining.Fit(rows, [1, 1], options with { Rank = 0 }, generator)).Message, StringComparison.Ordinal);
        var wild = new FactorizationMachineOptions { IsLogistic = false, IsAdaptive = false, LearningRate = 1e6, Epochs = 100 };
        Assert.Contains("lower LearningRate", Assert.Throws<ArithmeticException>(() => FactorizationMachineTraining.Fit(rows, [5, -9], wild, generator)).Message, StringComparison.Ordinal);
        var snapshot = new ModelSnapshot(Machine(2, 1).ToSnapshot().Tensors.Where(tensor => tensor.Name != "weight").Append(new DoubleTensor("weight", new TensorShape(3), [1, 2, 3])));
        Assert.Throws<ModelMismatchException>(() => FactorizationMachine.FromSnapshot(snapshot));
    }

    private static FactorizationMachine Machine(int columns, int rank)
    {
        var generator = new SeededGenerator(3);
        return new FactorizationMachine([.. Enumerable.Range(0, 1 + (columns * (1 + rank))).Select(_ => generator.NextDouble() - 0.5)], columns, rank);
    }

    private static float[] Labels(SparseRows rows) => [.. Enumerable.Range(0, rows.Rows).Select(row => rows.ColumnsOf(row).Length % 2 == 0 ? 1f : 0f)];
}
