using Federated.Computations.Personalisation;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Personalisation;

/// <summary>Rows of a two-class law that partners share up to a twist of their own.</summary>
internal static class PersonalCase
{
    public static readonly PerceptronArchitecture Architecture = new() { InputSize = 3, HiddenSizes = [8] };
    public static readonly BinaryCrossEntropy Loss = new();

    /// <summary>The first feature's effect is the twist; the second's is everybody's.</summary>
    public static LabelledRows Rows(int rows, ulong seed, double twist)
    {
        var generator = new SeededGenerator(seed);
        float[] features = [.. Enumerable.Range(0, rows * 3).Select(_ => (float)((4 * generator.NextDouble()) - 2))];
        float[] labels = [.. Enumerable.Range(0, rows)
            .Select(row => Logistic.Sigmoid((twist * features[row * 3]) + (2 * features[(row * 3) + 1])) > generator.NextDouble() ? 1f : 0f)];
        return new LabelledRows(features, 3, labels);
    }

    /// <summary>A model of many rows of another twist: what partners learnt together.</summary>
    public static PersonalSetting Setting(double jointTwist, double ownTwist, int training, int validation = 300, PerceptronArchitecture? architecture = null)
    {
        IModel joint = (architecture ?? Architecture).Create(1);
        Trainer.Train(joint, Rows(2000, 90, jointTwist), Loss, new TrainerOptions { Epochs = 8, LearningRate = 0.01f, WeightDecay = 0 });
        var rows = new PersonalRows(Rows(training, 91, ownTwist), Rows(validation, 92, ownTwist));
        return new PersonalSetting(architecture ?? Architecture, Loss, joint.Capture(), rows);
    }

    public static double MeanLoss(PersonalSetting setting, Federated.Learning.State.ModelSnapshot model, LabelledRows rows)
    {
        IModel network = setting.Architecture.Create(0);
        network.Restore(model);
        return Loss.Evaluate(Predictor.Logits(network, rows.Features), rows.Labels.Span, default, new float[rows.Count]);
    }

    public static PersonalOptions Options { get; } = new()
    {
        Training = new TrainerOptions { Epochs = 40, LearningRate = 0.01f, WeightDecay = 0, EarlyStopping = new EarlyStoppingOptions { Patience = 5 } },
    };
}
