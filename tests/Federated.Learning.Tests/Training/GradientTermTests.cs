using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using Federated.Learning.Training;

namespace Federated.Learning.Tests.Training;

public sealed class GradientTermTests
{
    private static readonly PerceptronArchitecture Architecture = new() { InputSize = 2, HiddenSizes = [3] };

    [Fact]
    public void ProximalTerm_Gradient_IsThatOfTheSquaredDistance()
    {
        IModel model = Architecture.Create(1);
        ModelSnapshot anchor = Architecture.Create(2).Capture();
        new ProximalTerm(anchor, 0.3).AddTo(model.Parameters);

        foreach (Parameter parameter in model.Parameters)
        {
            for (int index = 0; index < parameter.Gradient.Length; index++)
            {
                const double Step = 1e-4;
                double Penalty(double value) => 0.15 * Math.Pow(value - anchor.Singles(parameter.Name)[index], 2);
                double expected = (Penalty(parameter.Values[index] + Step) - Penalty(parameter.Values[index] - Step)) / (2 * Step);
                Assert.Equal(expected, parameter.Gradient[index], 1e-6);
            }
        }
    }

    [Fact]
    public void Terms_AddToWhatIsThere_AndLeaveWhatTheyDoNotKnow()
    {
        IModel model = Architecture.Create(1);
        foreach (Parameter parameter in model.Parameters)
            parameter.Gradient.Fill(1);
        new ConstantTerm(new ModelSnapshot([new SingleTensor("layers.1.bias", new TensorShape(1), [0.5f])])).AddTo(model.Parameters);

        foreach (Parameter parameter in model.Parameters)
            Assert.All(parameter.Gradient.ToArray(), value => Assert.Equal(parameter.Name == "layers.1.bias" ? 1.5f : 1f, value));
        var misshapen = new ModelSnapshot([new SingleTensor("layers.1.bias", new TensorShape(2), [1, 2])]);
        Assert.Throws<ModelMismatchException>(() => new ConstantTerm(misshapen).AddTo(model.Parameters));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProximalTerm(misshapen, double.NaN));
    }

    [Fact]
    public void ProximalTerm_OnATable_TouchesEveryRow()
    {
        var table = new Parameter("table", new TensorShape(4, 1), rowGradients: true);
        new ProximalTerm(new ModelSnapshot([new SingleTensor("table", new TensorShape(4, 1), [1, 2, 3, 4])]), 2).AddTo([table]);

        Assert.True(table.Touched!.All);
        Assert.Equal([-2f, -4f, -6f, -8f], table.Gradient.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Train_ConstantTerm_MovesEveryStepByIt(bool clipped)
    {
        // Weightless rows have no gradient of their own.
        var rows = new LabelledRows(new float[8], 2, new float[4], new float[4]);
        var direction = new ModelSnapshot([new SingleTensor("layers.1.bias", new TensorShape(1), [0.25f])]);
        var options = new TrainerOptions
        {
            Epochs = 3,
            BatchSize = 2,
            Optimizer = new SgdOptions { LearningRate = 0.5f },
            Term = new ConstantTerm(direction),
            Clipped = clipped ? new ClippedTrainingOptions() : null,
        };
        IModel model = Architecture.Create(1);
        float before = model.Capture().Singles("layers.1.bias")[0];
        Trainer.Train(model, rows, new BinaryCrossEntropy(), options);

        Assert.Equal(before - (6 * 0.5f * 0.25f), model.Capture().Singles("layers.1.bias")[0], 1e-6f);
        Assert.Equal(Architecture.Create(1).Capture().Singles("layers.0.weight").ToArray(), model.Capture().Singles("layers.0.weight").ToArray());
    }

    [Fact]
    public void Train_NormalisedOverBatches_LeavesALastSingleRowOut()
    {
        LabelledRows rows = Rows(9);
        IModel model = new PerceptronArchitecture { InputSize = 2, HiddenSizes = [3], BatchNorm = true }.Create(1);
        TrainingResult result = Trainer.Train(model, rows, new BinaryCrossEntropy(), new TrainerOptions { Epochs = 2, BatchSize = 4 });

        Assert.Equal(4, result.Steps);
        Assert.All(result.EpochLosses, loss => Assert.InRange(loss, 0.01, 5));
        Assert.Throws<ArgumentException>(() => Trainer.Train(model, Rows(1), new BinaryCrossEntropy(), new TrainerOptions()));
        Assert.Throws<ArgumentException>(() => Trainer.Train(model, rows, new BinaryCrossEntropy(), new TrainerOptions { BatchSize = 1 }));
    }

    [Fact]
    public void Train_ValidationRowsOfTheirOwn_JudgeAsTheSameRowsHeldBack()
    {
        LabelledRows all = Rows(60), held = all.Select([.. Enumerable.Range(40, 20)]);
        var options = new TrainerOptions { Epochs = 6, LearningRate = 0.02f };
        IModel model = Architecture.Create(1);
        TrainingResult result = Trainer.Train(model, all.Select([.. Enumerable.Range(0, 40)]), held, new BinaryCrossEntropy(), options);

        double last = new BinaryCrossEntropy().Evaluate(Predictor.Logits(model, held.Features), held.Labels.Span, default, new float[20]);
        Assert.Equal(6, result.ValidationLosses.Length);
        Assert.Equal(last, result.ValidationLosses[^1], 1e-6);
        Assert.Throws<ArgumentException>(() => Trainer.Train(model, all, held, new BinaryCrossEntropy(), options with { ValidationShare = 0.1 }));
        Assert.Throws<ArgumentException>(() => Trainer.Train(model, all, all.Select([]), new BinaryCrossEntropy(), options));
    }

    [Fact]
    public void Train_EarlyStopping_RestoresRunningStatisticsToo()
    {
        LabelledRows rows = Rows(12), held = Rows(12, 77);
        IModel model = new PerceptronArchitecture { InputSize = 2, HiddenSizes = [16], BatchNorm = true }.Create(1);
        var options = new TrainerOptions { Epochs = 200, BatchSize = 4, LearningRate = 0.05f, EarlyStopping = new EarlyStoppingOptions { Patience = 5 } };
        TrainingResult result = Trainer.Train(model, rows, held, new BinaryCrossEntropy(), options);

        double kept = new BinaryCrossEntropy().Evaluate(Predictor.Logits(model, held.Features), held.Labels.Span, default, new float[12]);
        Assert.True(result.KeptEpoch < result.ValidationLosses.Length);
        Assert.Equal(result.ValidationLosses[result.KeptEpoch - 1], kept, 1e-6);
    }

    private static LabelledRows Rows(int rows, ulong seed = 5)
    {
        var generator = new SeededGenerator(seed);
        float[] features = [.. Enumerable.Range(0, rows * 2).Select(_ => (float)((2 * generator.NextDouble()) - 1))];
        float[] labels = [.. Enumerable.Range(0, rows).Select(row => features[row * 2] + generator.NextDouble() > 0.5 ? 1f : 0f)];
        return new LabelledRows(features, 2, labels);
    }
}
