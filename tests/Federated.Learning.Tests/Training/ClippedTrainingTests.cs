using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;
using Federated.Learning.Training;

namespace Federated.Learning.Tests.Training;

public sealed class ClippedTrainingTests
{
    private const int Rows = 12;
    private const float ClipNorm = 0.8f;
    private static readonly BinaryCrossEntropy Loss = new();
    private readonly float[] _features = new float[Rows * 5];
    private readonly float[] _labels = new float[Rows];

    public ClippedTrainingTests()
    {
        var source = new SeededGenerator(5);
        foreach (ref float value in _features.AsSpan())
            value = (float)((4 * source.NextDouble()) - 2);
        foreach (ref float label in _labels.AsSpan())
            label = source.NextBelow(2);
    }

    [Fact]
    public void Step_WithoutNoise_AddsEachRowsClippedGradient()
    {
        IModel model = Model();
        float[][] oracle = ClippedOneByOne(model, ClipNorm, out int clipped);
        Assert.InRange(clipped, 1, Rows - 1);
        var seen = new RecordingOptimizer(model.Parameters);

        double loss = new ClippedTraining(model, Loss, seen, 10, new ClippedTrainingOptions { ClipNorm = ClipNorm }).Step(_features, _labels, []);

        var slopes = new float[Rows];
        Assert.Equal(Loss.EvaluateSum(model.Forward(_features, Rows, training: true).Span, _labels, [], slopes), loss, 1e-5);
        RequireClose(oracle, seen.Gradients, 1f / 10);
    }

    [Fact]
    public void Step_Noise_JoinsTheSumBeforeTheDivision()
    {
        IModel model = Model();
        float[][] oracle = ClippedOneByOne(model, ClipNorm, out _);
        var seen = new RecordingOptimizer(model.Parameters);
        var noise = new ConstantNoise();

        new ClippedTraining(model, Loss, seen, 4, new ClippedTrainingOptions { ClipNorm = ClipNorm, NoiseMultiplier = 1.5, Noise = noise }).Step(_features, _labels, []);

        Assert.All(noise.Deviations, deviation => Assert.Equal(1.2, deviation, 1e-6));
        Assert.Equal(model.Parameters.Count, noise.Deviations.Count);
        RequireClose([.. oracle.Select(gradient => gradient.Select(value => value + 1.2f).ToArray())], seen.Gradients, 0.25f);
    }

    [Fact]
    public void Add_PaddedRowsInParts_CountOnceAndPaddingNever()
    {
        IModel model = Model();
        float[][] oracle = ClippedOneByOne(model, ClipNorm, out _);
        var seen = new RecordingOptimizer(model.Parameters);
        var training = new ClippedTraining(model, Loss, seen, 1, new ClippedTrainingOptions { ClipNorm = ClipNorm });

        training.Add(_features.AsMemory(0, 7 * 5), _labels.AsSpan(0, 7), []);
        float[] last = [.. _features[(7 * 5)..], .. Enumerable.Repeat(9f, 10)];
        training.Add(last, _labels.AsSpan(7), []);
        training.Finish();

        RequireClose(oracle, seen.Gradients, 1);
        Assert.Equal(1, training.Steps);
    }

    [Fact]
    public void Step_OneRowMoreOrLess_MovesTheSumByAtMostTheClippingNorm()
    {
        IModel model = Model();
        var with = new RecordingOptimizer(model.Parameters);
        var without = new RecordingOptimizer(model.Parameters);
        var options = new ClippedTrainingOptions { ClipNorm = ClipNorm };
        new ClippedTraining(model, Loss, with, 1, options).Step(_features, _labels, []);

        for (int row = 0; row < Rows; row++)
        {
            float[] features = [.. _features[..(row * 5)], .. _features[((row + 1) * 5)..]], labels = [.. _labels[..row], .. _labels[(row + 1)..]];
            new ClippedTraining(model, Loss, without, 1, options).Step(features, labels, []);
            double square = with.Gradients.Zip(without.Gradients, (one, other) => one.Zip(other, (a, b) => ((double)a - b) * (a - b)).Sum()).Sum();
            Assert.InRange(Math.Sqrt(square), 1e-4, ClipNorm * (1 + 1e-5));
        }
    }

    [Fact]
    public void Step_BrokenModel_StopsWithStepAndLayer()
    {
        IModel model = Model();
        var training = new ClippedTraining(model, Loss, new RecordingOptimizer(model.Parameters), 1, new ClippedTrainingOptions());
        training.Step(_features, _labels, []);
        model.Parameters[0].Values.Fill(float.NaN);

        NonFiniteLossException fault = Assert.Throws<NonFiniteLossException>(() => training.Step(_features, _labels, []));

        Assert.Equal((2, "layers.0"), (fault.Step, fault.Layer));
    }

    [Fact]
    public void Step_Steady_AllocatesNothing()
    {
        IModel model = Model();
        var options = new ClippedTrainingOptions { NoiseMultiplier = 1, Noise = new QuietNoise() };
        var training = new ClippedTraining(model, Loss, new Adam(model.Parameters, new AdamOptions()), Rows, options);
        training.Step(_features, _labels, []);
        long before = GC.GetAllocatedBytesForCurrentThread();
        training.Step(_features, _labels, []);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Train_PoissonSampling_TakesRowsByDrawsOfTheirOwn()
    {
        var rows = new LabelledRows(Enumerable.Range(0, 400).Select(row => (float)row).ToArray(), 1, new float[400]);
        var counting = new CountingLoss();
        IModel model = new PerceptronArchitecture { InputSize = 1 }.Create(1);
        var options = new TrainerOptions { Epochs = 25, BatchSize = 40, Seed = 3, Clipped = new ClippedTrainingOptions { PoissonSampling = true } };

        TrainingResult result = Trainer.Train(model, rows, counting, options);

        Assert.Equal(250, result.Steps);
        Assert.InRange(counting.Rows, 9_500, 10_500); // 10,000 expected, deviation 95
        Assert.True(counting.Sizes.Count > 5, "batches differ in size");
        Assert.Equal(40, counting.Sizes.Max()); // parts, not batches
    }

    [Fact]
    public void Train_ClippedWithoutNoise_LearnsAndRepeats()
    {
        TrainingResult Train()
        {
            IModel model = Model();
            var rows = new LabelledRows(_features, 5, _labels);
            return Trainer.Train(model, rows, Loss, new TrainerOptions { Epochs = 150, BatchSize = 5, LearningRate = 0.02f, WeightDecay = 0, Clipped = new ClippedTrainingOptions() });
        }

        TrainingResult result = Train();
        Assert.True(result.EpochLosses[^1] < 0.3, $"loss {result.EpochLosses[^1]}");
        Assert.Equal(450, result.Steps);
        Assert.Equal(result.EpochLosses.ToArray(), Train().EpochLosses.ToArray());
    }

    [Fact]
    public void Validate_OutOfRange_ReportsAll()
    {
        string message = Assert.Throws<ArgumentException>(new ClippedTrainingOptions { ClipNorm = 0, NoiseMultiplier = 1 }.Validate).Message;
        Assert.Contains("clipping norm is 0", message, StringComparison.Ordinal);
        Assert.Contains("no source of noise", message, StringComparison.Ordinal);
    }

    private static IModel Model() => new PerceptronArchitecture { InputSize = 5, HiddenSizes = [7] }.Create(2);

    private float[][] ClippedOneByOne(IModel model, float clipNorm, out int clipped)
    {
        float[][] sums = [.. model.Parameters.Select(parameter => new float[parameter.Shape.Length])];
        clipped = 0;
        for (int row = 0; row < Rows; row++)
        {
            var slope = new float[1];
            Loss.Evaluate(model.Forward(_features.AsMemory(row * 5, 5), 1, training: true).Span, _labels.AsSpan(row, 1), [], slope);
            model.Backward(slope);
            double norm = Math.Sqrt(model.Parameters.Sum(parameter => parameter.Gradient.ToArray().Sum(value => (double)value * value)));
            clipped += norm > clipNorm ? 1 : 0;
            for (int index = 0; index < sums.Length; index++)
            {
                Parameter parameter = model.Parameters[index];
                for (int element = 0; element < sums[index].Length; element++)
                    sums[index][element] += (float)(parameter.Gradient[element] * Math.Min(1, clipNorm / norm));
                parameter.ClearGradient();
            }
        }

        return sums;
    }

    private static void RequireClose(float[][] expected, float[][] actual, float factor)
    {
        for (int index = 0; index < expected.Length; index++)
        {
            for (int element = 0; element < expected[index].Length; element++)
                Assert.Equal(expected[index][element] * factor, actual[index][element], 1e-5f);
        }
    }

    /// <summary>Keeps the gradients of a step in place of moving anything.</summary>
    private sealed class RecordingOptimizer(IReadOnlyList<Parameter> parameters) : IOptimizer
    {
        public float LearningRate { get; set; }

        public float[][] Gradients { get; private set; } = [];

        public void ApplyGradients()
        {
            Gradients = [.. parameters.Select(parameter => parameter.Gradient.ToArray())];
            foreach (Parameter parameter in parameters)
                parameter.ClearGradient();
        }
    }

    private sealed class ConstantNoise : IGradientNoise
    {
        public List<double> Deviations { get; } = [];

        public void AddTo(Span<float> values, double deviation)
        {
            Deviations.Add(deviation);
            foreach (ref float value in values)
                value += (float)deviation;
        }
    }

    private sealed class QuietNoise : IGradientNoise
    {
        public void AddTo(Span<float> values, double deviation) => values[0] += (float)deviation;
    }

    private sealed class CountingLoss : ILoss
    {
        public int OutputSize => 1;

        public int Rows { get; private set; }

        public HashSet<int> Sizes { get; } = [];

        public void RequireLabels(ReadOnlySpan<float> labels) => Assert.False(labels.IsEmpty);

        public double Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient)
        {
            Rows += labels.Length;
            Sizes.Add(labels.Length);
            gradient.Clear();
            return 0;
        }
    }
}
