using Federated.Learning.Losses;
using Federated.Learning.Metrics;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Learning.Tests.Training;

public sealed class TrainerTests
{
    private static readonly BinaryCrossEntropy Loss = new();

    [Fact]
    public void Train_ExclusiveOr_NeedsTheHiddenLayerAndLearnsIt()
    {
        LabelledRows rows = ExclusiveOr(400);
        var options = new TrainerOptions { Epochs = 30, BatchSize = 16, LearningRate = 0.01f, WeightDecay = 0 };
        IModel deep = new PerceptronArchitecture { InputSize = 2, HiddenSizes = [16] }.Create(1);
        IModel flat = new PerceptronArchitecture { InputSize = 2 }.Create(1);

        TrainingResult result = Trainer.Train(deep, rows, Loss, options);
        Trainer.Train(flat, rows, Loss, options);

        Assert.Equal(30 * 25, result.Steps);
        Assert.Equal(30, result.EpochLosses.Length);
        Assert.True(result.EpochLosses[^1] < 0.15, $"loss {result.EpochLosses[^1]}");
        Assert.True(AreaUnderCurve.Exact(Predictor.Logits(deep, rows.Features), rows.Labels.Span) > 0.99);
        Assert.InRange(AreaUnderCurve.Exact(Predictor.Logits(flat, rows.Features), rows.Labels.Span), 0.3, 0.7);
    }

    [Fact]
    public void Train_ThreeClasses_LearnsThem()
    {
        var generator = new SeededGenerator(8);
        float[] labels = [.. Enumerable.Range(0, 300).Select(row => (float)(row % 3))];
        float[] features = [.. labels.SelectMany(label => new[] { label + (float)generator.NextDouble(), (float)generator.NextDouble() })];
        IModel model = new PerceptronArchitecture { InputSize = 2, HiddenSizes = [16], OutputSize = 3 }.Create(1);

        TrainingResult result = Trainer.Train(
            model, new LabelledRows(features, 2, labels), new SoftmaxCrossEntropy(3), new TrainerOptions { Epochs = 60, LearningRate = 0.02f });

        Assert.True(result.EpochLosses[^1] < 0.25, $"loss {result.EpochLosses[^1]}");
    }

    [Fact]
    public void Train_SameSeeds_GivesTheSameParameters()
    {
        static string Hash(ulong seed)
        {
            IModel model = new PerceptronArchitecture { InputSize = 2, HiddenSizes = [9], Dropout = 0.3f }.Create(1);
            Trainer.Train(model, ExclusiveOr(50), Loss, new TrainerOptions { Epochs = 3, Seed = seed });
            return model.Capture().ContentHash();
        }

        Assert.Equal(Hash(1), Hash(1));
        Assert.NotEqual(Hash(1), Hash(2));
    }

    [Fact]
    public void Train_WeightZero_ForgetsTheRow()
    {
        // The one row of weight has label 1; the rows of no weight say 0 to the same features.
        var rows = new LabelledRows(new float[] { 1, 1, 1 }, 1, new float[] { 1, 0, 0 }, new float[] { 1, 0, 0 });
        IModel model = new PerceptronArchitecture { InputSize = 1 }.Create(1);

        Trainer.Train(model, rows, Loss, new TrainerOptions { Epochs = 200, LearningRate = 0.1f, WeightDecay = 0 });

        Assert.True(model.Forward(rows.Features, 3, false).Span[0] > 3);
    }

    [Fact]
    public void Pass_AfterTheFirst_AllocatesNothing()
    {
        LabelledRows rows = ExclusiveOr(130);
        IModel model = new PerceptronArchitecture { InputSize = 2, HiddenSizes = [32, 16], Dropout = 0.2f }.Create(1);
        var run = new TrainingRun(model, rows, Loss, new TrainerOptions { BatchSize = 32 });
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        run.Pass(order);

        long before = GC.GetAllocatedBytesForCurrentThread();
        run.Pass(order);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Train_Diverging_StopsWithStepAndLayer()
    {
        var rows = new LabelledRows(new float[] { 1e38f, -1e38f }, 1, new float[] { 1, 0 });
        IModel model = new PerceptronArchitecture { InputSize = 1, HiddenSizes = [4] }.Create(1);
        model.Parameters[0].Values.Fill(1e10f);

        NonFiniteLossException fault = Assert.Throws<NonFiniteLossException>(() => Trainer.Train(model, rows, Loss, new TrainerOptions()));

        Assert.Equal((1, "layers.0"), (fault.Step, fault.Layer));
        Assert.Contains("at step 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LastStepBreaksAParameter_IsNotReturnedAsTrained()
    {
        var rows = new LabelledRows(new float[] { 1 }, 1, new float[] { 1 });
        IModel model = new PerceptronArchitecture { InputSize = 1 }.Create(1);
        model.Parameters[0].Values.Fill(-float.MaxValue);
        model.Parameters[1].Values.Clear();
        model.Parameters[1].Gradient.Fill(float.NaN);

        // Only this run's own gradients count, so what lay there before breaks nothing.
        Assert.Equal(1, Trainer.Train(model, rows, Loss, new TrainerOptions { Epochs = 1 }).Steps);
        NonFiniteLossException fault = Assert.Throws<NonFiniteLossException>(
            () => Trainer.Train(model, rows, new BrokenSlope(), new TrainerOptions { Epochs = 1 }));
        Assert.Equal("layers.0.weight", fault.Layer);
    }

    [Fact]
    public void Train_RowsThatDoNotFit_SaysWhichSize()
    {
        IModel model = new PerceptronArchitecture { InputSize = 2 }.Create(1);
        var none = new LabelledRows(Array.Empty<float>(), 2, Array.Empty<float>());
        var wide = new LabelledRows(new float[3], 3, new float[1]);
        string Refusal(LabelledRows rows, ILoss loss) => Assert.Throws<ArgumentException>(() => Trainer.Train(model, rows, loss, new TrainerOptions())).Message;

        Assert.Contains("no rows", Refusal(none, Loss), StringComparison.Ordinal);
        Assert.Contains("3 features, but the model takes 2", Refusal(wide, Loss), StringComparison.Ordinal);
        Assert.Contains("3 logits", Refusal(ExclusiveOr(4), new SoftmaxCrossEntropy(3)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_EveryOptionOutOfRange_ReportsThemAtOnce()
    {
        var options = new TrainerOptions { Epochs = 0, BatchSize = 0, LearningRate = float.NaN, WeightDecay = -1 };
        string message = Assert.Throws<ArgumentException>(options.Validate).Message;

        Assert.All(["epochs", "batch size", "learning rate", "weight decay"], word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    [Fact]
    public void LabelledRows_BadValues_NameRowAndColumn()
    {
        static string Refusal(float[] features, float[] labels, float[] weights)
            => Assert.Throws<ArgumentException>(() => new LabelledRows(features, 2, labels, weights)).Message;

        Assert.Contains("Row 1, feature column 0 is NaN", Refusal([1, 2, float.NaN, 4], [0, 1], []), StringComparison.Ordinal);
        Assert.Contains("Row 1 has label", Refusal([1, 2, 3, 4], [0, float.PositiveInfinity], []), StringComparison.Ordinal);
        Assert.Contains("Row 0 has weight -1", Refusal([1, 2, 3, 4], [0, 1], [-1, 1]), StringComparison.Ordinal);
        Assert.Contains("4 are needed", Refusal([1, 2, 3], [0, 1], []), StringComparison.Ordinal);
        Assert.Contains("1 weights", Refusal([1, 2, 3, 4], [0, 1], [1]), StringComparison.Ordinal);
    }

    /// <summary>A finite loss with a derivative that is not.</summary>
    private sealed class BrokenSlope : ILoss
    {
        public int OutputSize => 1;

        public void RequireLabels(ReadOnlySpan<float> labels) => Assert.False(labels.IsEmpty);

        public double Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient)
        {
            gradient.Fill(float.NaN);
            return 1;
        }
    }

    private static LabelledRows ExclusiveOr(int rows)
    {
        var generator = new SeededGenerator(21);
        var features = new float[rows * 2];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double first = (2 * generator.NextDouble()) - 1, second = (2 * generator.NextDouble()) - 1;
            features[row * 2] = (float)first;
            features[(row * 2) + 1] = (float)second;
            labels[row] = first * second < 0 ? 1 : 0;
        }

        return new LabelledRows(features, 2, labels);
    }
}
