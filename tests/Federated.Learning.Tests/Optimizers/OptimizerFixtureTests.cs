using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using Federated.Learning.Tests.Training;

namespace Federated.Learning.Tests.Optimizers;

public sealed class OptimizerFixtureTests
{
    private static readonly Dictionary<string, OptimizerOptions> Dense = new()
    {
        ["sgd"] = new SgdOptions { LearningRate = 0.1f },
        ["sgd_decay"] = new SgdOptions { LearningRate = 0.1f, WeightDecay = 0.05f },
        ["sgd_momentum"] = new SgdOptions { LearningRate = 0.05f, Momentum = 0.9f },
        ["sgd_dampened"] = new SgdOptions { LearningRate = 0.05f, Momentum = 0.9f, Dampening = 0.3f, WeightDecay = 0.01f },
        ["sgd_nesterov"] = new SgdOptions { LearningRate = 0.05f, Momentum = 0.9f, Nesterov = true, WeightDecay = 0.01f },
        ["adam"] = new AdamOptions { LearningRate = 0.01f },
        ["adam_l2"] = new AdamOptions { LearningRate = 0.01f, WeightDecay = 0.1f, Beta1 = 0.8f, Beta2 = 0.95f, DecayKind = WeightDecayKind.Gradient },
        ["adamw"] = new AdamOptions { LearningRate = 0.01f, WeightDecay = 0.2f },
        ["adagrad"] = new AdagradOptions { LearningRate = 0.05f },
        ["adagrad_all"] = new AdagradOptions { LearningRate = 0.05f, LearningRateDecay = 0.1f, WeightDecay = 0.05f, InitialSum = 0.01f },
        ["rmsprop"] = new RmsPropOptions { LearningRate = 0.005f },
        ["rmsprop_momentum"] = new RmsPropOptions { LearningRate = 0.005f, Memory = 0.9f, Momentum = 0.5f, WeightDecay = 0.05f },
        ["rmsprop_centered"] = new RmsPropOptions { LearningRate = 0.005f, Memory = 0.9f, Centered = true, WeightDecay = 0.05f },
        ["clip_norm"] = new SgdOptions { LearningRate = 0.5f },
        ["clip_value"] = new SgdOptions { LearningRate = 0.5f },
    };

    private static readonly Dictionary<string, OptimizerOptions> OfTables = new()
    {
        ["sparse_adam"] = new AdamOptions { LearningRate = 0.01f, RowSparse = true },
        ["sparse_adagrad"] = new AdagradOptions { LearningRate = 0.05f, RowSparse = true },
        ["sparse_sgd"] = new SgdOptions { LearningRate = 0.5f, RowSparse = true },
        ["adam"] = new AdamOptions { LearningRate = 0.01f },
        ["sgd_momentum"] = new SgdOptions { LearningRate = 0.5f, Momentum = 0.9f },
    };

    public static TheoryData<string> DenseNames => [.. Dense.Keys];

    public static TheoryData<string> TableNames => [.. OfTables.Keys];

    [Theory]
    [MemberData(nameof(DenseNames))]
    public void ApplyGradients_TwentyStepsOfAPerceptron_EndsWherePyTorchDoes(string name)
    {
        IModel model = new PerceptronArchitecture { InputSize = 10, HiddenSizes = [8] }.Create(0);
        for (int index = 0; index < 4; index++)
            TrainingFixture.Singles($"mlp.start.{index}").CopyTo(model.Parameters[index].Values);
        float[] features = TrainingFixture.Singles("mlp.features"), labels = TrainingFixture.Singles("mlp.labels"), slopes = new float[32];
        IOptimizer optimizer = Dense[name].Create(model.Parameters);
        var losses = new double[20];
        foreach (ref double loss in losses.AsSpan())
        {
            loss = new BinaryCrossEntropy().Evaluate(model.Forward(features, 32, training: true).Span, labels, [], slopes);
            model.Backward(slopes);
            if (name == "clip_norm")
                GradientClipping.ClipToNorm(model.Parameters, 0.1);
            if (name == "clip_value")
                GradientClipping.ClipToValue(model.Parameters, 0.01f);
            optimizer.ApplyGradients();
        }

        TrainingFixture.RequireClose(TrainingFixture.Doubles($"mlp.{name}.losses"), losses, 1e-5, "losses");
        for (int index = 0; index < 4; index++)
            RequireClose($"mlp.{name}.{index}", model.Parameters[index]);
    }

    [Theory]
    [MemberData(nameof(TableNames))]
    public void ApplyGradients_TwentyStepsOfATable_EndsWherePyTorchDoes(string name)
    {
        var table = new Parameter("table", new TensorShape(20, 7), rowGradients: true);
        TrainingFixture.Singles("table.start").CopyTo(table.Values);
        int[] rows = [.. TrainingFixture.Singles("table.rows").Select(row => (int)row)];
        float[] slopes = TrainingFixture.Singles("table.slopes");
        IOptimizer optimizer = OfTables[name].Create([table]);
        for (int step = 0; step < 20; step++)
        {
            table.Touched!.Add(rows.AsSpan(step * 6, 6));
            for (int index = 0; index < 6 * 7; index++)
                table.Gradient[(rows[(step * 6) + (index / 7)] * 7) + (index % 7)] += slopes[(step * 6 * 7) + index];
            optimizer.ApplyGradients();
        }

        RequireClose($"table.{name}", table);
    }

    private static void RequireClose(string name, Parameter parameter)
        => TrainingFixture.RequireClose([.. TrainingFixture.Singles(name).Select(value => (double)value)], [.. parameter.Values.ToArray().Select(value => (double)value)], 1e-5, name);
}
