using Federated.Learning.Modules;
using Federated.Learning.Training;

namespace Federated.Learning.Tests.Training;

public sealed class PredictorTests
{
    [Fact]
    public void Logits_MoreRowsThanABatch_EqualThoseOfEachRowAlone()
    {
        IModel model = new PerceptronArchitecture { InputSize = 3, HiddenSizes = [8], OutputSize = 2, Dropout = 0.5f }.Create(1);
        float[] features = [.. Enumerable.Range(0, 300 * 3).Select(index => MathF.Sin(index))];

        float[] logits = Predictor.Logits(model, features);

        Assert.Equal(600, logits.Length);
        for (int row = 0; row < 300; row++)
            Assert.Equal(model.Forward(features.AsMemory(row * 3, 3), 1, training: false).ToArray(), logits[(row * 2)..((row * 2) + 2)]);
    }

    [Fact]
    public void Logits_FeaturesThatAreNoWholeRows_AreRefused()
        => Assert.Throws<ArgumentException>(() => Predictor.Logits(new PerceptronArchitecture { InputSize = 3 }.Create(1), new float[4]));
}
