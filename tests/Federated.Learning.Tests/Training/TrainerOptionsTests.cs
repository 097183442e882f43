using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using Federated.Learning.Training;

namespace Federated.Learning.Tests.Training;

public sealed class TrainerOptionsTests
{
    private static readonly BinaryCrossEntropy Loss = new();

    [Fact]
    public void Train_EarlyStopping_RestoresTheBestPass()
    {
        LabelledRows rows = Noise(60);
        IModel model = new PerceptronArchitecture { InputSize = 6, HiddenSizes = [32] }.Create(1);
        var options = new TrainerOptions { Epochs = 200, BatchSize = 8, LearningRate = 0.02f, WeightDecay = 0, ValidationShare = 0.3, EarlyStopping = new EarlyStoppingOptions { Patience = 4 } };

        TrainingResult result = Trainer.Train(model, rows, Loss, options);

        // Labels are chance, so the validation loss soon rises.
        int best = result.ValidationLosses.IndexOf(result.ValidationLosses.Min()) + 1;
        Assert.Equal(best, result.KeptEpoch);
        Assert.Equal(best + 4, result.ValidationLosses.Length);
        Assert.Equal(result.ValidationLosses.Length, result.EpochLosses.Length);
        IModel again = new PerceptronArchitecture { InputSize = 6, HiddenSizes = [32] }.Create(1);
        Trainer.Train(again, rows, Loss, options with { Epochs = best, EarlyStopping = null });
        Assert.Equal(again.Capture().ContentHash(), model.Capture().ContentHash());
    }

    [Fact]
    public void Train_ValidationShare_HoldsRowsBack()
    {
        LabelledRows rows = Noise(50);
        IModel model = new PerceptronArchitecture { InputSize = 6 }.Create(1);
        TrainingResult result = Trainer.Train(model, rows, Loss, new TrainerOptions { Epochs = 3, BatchSize = 10, ValidationShare = 0.2 });

        Assert.Equal((12, 3, 3), (result.Steps, result.ValidationLosses.Length, result.KeptEpoch)); // 40 rows train
        Assert.Empty(Trainer.Train(model, rows, Loss, new TrainerOptions()).ValidationLosses);
    }

    [Fact]
    public void Train_ExplicitDefaultOptimizer_IsTheDefault()
    {
        static string Hash(TrainerOptions options)
        {
            IModel model = new PerceptronArchitecture { InputSize = 6, HiddenSizes = [8] }.Create(1);
            Trainer.Train(model, Noise(50), Loss, options);
            return model.Capture().ContentHash();
        }

        string usual = Hash(new TrainerOptions());
        Assert.Equal(usual, Hash(new TrainerOptions { LearningRate = 0.5f, Optimizer = new AdamOptions { LearningRate = 0.003f, WeightDecay = 0.1f } }));
        Assert.Equal(usual, Hash(new TrainerOptions { Schedule = new ConstantSchedule() }));
        Assert.NotEqual(usual, Hash(new TrainerOptions { Schedule = new ExponentialSchedule(0.5) }));
        Assert.NotEqual(usual, Hash(new TrainerOptions { ClipNorm = 0.001 }));
        Assert.NotEqual(usual, Hash(new TrainerOptions { ClipValue = 0.001f }));
        Assert.NotEqual(usual, Hash(new TrainerOptions { Optimizer = new SgdOptions() }));
    }

    [Theory]
    [InlineData(ScheduleUnit.Step, new[] { 0.5f, 0.25f, 0.125f, 0.0625f, 0.03125f, 0.015625f })]
    [InlineData(ScheduleUnit.Epoch, new[] { 0.5f, 0.5f, 0.25f, 0.25f, 0.125f, 0.125f })]
    public void BeforeStep_Schedule_SetsTheRateByStepsOrPasses(ScheduleUnit unit, float[] expected)
    {
        var optimizer = new Sgd([new Parameter("w", new TensorShape(1))], 0.5f);
        var plan = new LearningRatePlan(optimizer, new TrainerOptions { Schedule = new ExponentialSchedule(0.5) { Unit = unit } });
        var rates = new List<float>();
        for (int step = 0; step < 6; step++)
        {
            plan.BeforeStep(step);
            rates.Add(optimizer.LearningRate);
            if (step % 2 == 1)
                plan.AfterPass(1);
        }

        Assert.Equal(expected, rates);
    }

    [Fact]
    public void Train_SeveralLabelsARow_TrainsOnAllOfThem()
    {
        var source = new SeededGenerator(4);
        float[] features = [.. Enumerable.Range(0, 400).Select(_ => (float)((2 * source.NextDouble()) - 1))];
        float[] labels = [.. Enumerable.Range(0, 200).SelectMany(row => new[] { 2 * features[row * 2], features[row * 2] - features[(row * 2) + 1], 1 })];
        IModel model = new PerceptronArchitecture { InputSize = 2, OutputSize = 3 }.Create(1);

        TrainingResult result = Trainer.Train(
            model, new LabelledRows(features, 2, labels, labelColumns: 3), new SquaredError(3), new TrainerOptions { Epochs = 150, LearningRate = 0.02f, WeightDecay = 0 });

        Assert.True(result.EpochLosses[^1] < 1e-4, $"loss {result.EpochLosses[^1]}");
        Assert.Contains("3 labels a row, but the rows have 1", Assert.Throws<ArgumentException>(
            () => Trainer.Train(model, new LabelledRows(features, 2, labels.AsMemory(0, 200)), new SquaredError(3), new TrainerOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NewOptionsOutOfRange_ReportsThemAtOnce()
    {
        var options = new TrainerOptions { ClipNorm = 0, ClipValue = -1, ValidationShare = 1, Clipped = new ClippedTrainingOptions() };
        string message = Assert.Throws<ArgumentException>(options.Validate).Message;

        Assert.All(["clipping norm is 0", "clipping value is -1", "validation share is 1", "must be one of them"], words => Assert.Contains(words, message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new TrainerOptions { EarlyStopping = new EarlyStoppingOptions { Patience = 0 } }.Validate());
        Assert.Throws<ArgumentException>(() => new TrainerOptions { Schedule = new StepSchedule(0) }.Validate());
        Assert.Throws<ArgumentException>(() => new TrainerOptions { Plateau = new PlateauOptions { Factor = 2 } }.Validate());
        Assert.Throws<ArgumentException>(() => new TrainerOptions { Optimizer = new SgdOptions { Momentum = 3 } }.Validate());
    }

    private static LabelledRows Noise(int rows)
    {
        var source = new SeededGenerator(31);
        float[] features = [.. Enumerable.Range(0, rows * 6).Select(_ => (float)((2 * source.NextDouble()) - 1))];
        float[] labels = [.. Enumerable.Range(0, rows).Select(_ => (float)source.NextBelow(2))];
        return new LabelledRows(features, 6, labels);
    }
}
