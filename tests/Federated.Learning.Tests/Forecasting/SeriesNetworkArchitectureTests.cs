using Federated.Learning.Forecasting;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Learning.Tests.Forecasting;

public sealed class SeriesNetworkArchitectureTests
{
    private static readonly SeriesNetworkArchitecture Small = new() { Steps = 5, StepInputs = 2, TargetInputs = 3, Units = 8 };

    [Fact]
    public void Create_EqualSeeds_GiveEqualNetworks()
    {
        Assert.Equal(13, Small.InputSize);
        Assert.Equal(Small.Create(4).Capture().ContentHash(), Small.Create(4).Capture().ContentHash());
        Assert.NotEqual(Small.Create(4).Capture().ContentHash(), Small.Create(5).Capture().ContentHash());
        Assert.Equal(1, Small.Create(4).OutputSize);
    }

    [Fact]
    public void Create_SizeOutOfRange_IsRefused()
    {
        Assert.Contains("at least 1", Assert.Throws<ArgumentException>(() => (Small with { Steps = 0 }).Create(1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (Small with { Units = 2_000 }).Create(1));
    }

    [Fact]
    public void Forward_AnyInput_ReachesTheOutput()
    {
        IModel network = Small.Create(2);
        float[] row = [.. Enumerable.Range(0, Small.InputSize).Select(index => 0.1f * index)];
        var gradients = new float[row.Length];
        network.InputGradients(row, 1, 0, gradients);
        Assert.DoesNotContain(0f, gradients);
    }

    [Fact]
    public void Train_ProductOfPastAndTarget_IsLearnt()
    {
        // No straight line of the inputs explains any of it.
        LabelledRows rows = Rows(7, 2_000), test = Rows(8, 500);
        IModel network = Small.Create(1);
        Trainer.Train(network, rows, new SquaredError(), new TrainerOptions { Epochs = 30, BatchSize = 50, LearningRate = 0.01f });
        ReadOnlySpan<float> said = network.Forward(test.Features, test.Count, training: false).Span, labels = test.Labels.Span;
        (double errors, double squares) = (0, 0);
        for (int row = 0; row < test.Count; row++)
            (errors, squares) = (errors + ((said[row] - labels[row]) * (said[row] - labels[row])), squares + (labels[row] * labels[row]));
        Assert.True(errors < 0.1 * squares, $"What is left over is {errors / squares} of the variance.");
    }

    private static LabelledRows Rows(ulong seed, int count)
    {
        var generator = new SeededGenerator(seed);
        float[] features = [.. Enumerable.Range(0, count * Small.InputSize).Select(_ => (float)((2 * generator.NextDouble()) - 1))];
        float[] labels = [.. Enumerable.Range(0, count).Select(row => 3 * features[(row * Small.InputSize) + 6] * features[(row * Small.InputSize) + 11])];
        return new LabelledRows(features, Small.InputSize, labels);
    }
}
