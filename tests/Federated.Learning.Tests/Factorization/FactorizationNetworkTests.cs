using Federated.Learning.Factorization;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;
using Federated.Learning.Training;

namespace Federated.Learning.Tests.Factorization;

public sealed class FactorizationNetworkTests
{
    private static readonly FactorizationArchitecture Machine = new() { Numbers = 2, Fields = 3, Tokens = 9, Rank = 4 };
    private static readonly float[] Row = [0.5f, -1.25f, 0, 4, 8];

    [Fact]
    public void Forward_Machine_IsTheSumOverAllPairs()
    {
        IModel model = Machine.Create(3);
        Draw(model, 5);
        float[] bias = Values(model, "bias"), weight = Values(model, "token.weight"), factor = Values(model, "token.factor"), dense = Values(model, "dense.weight"), map = Values(model, "dense_factor.weight");
        double expected = bias[0] + (0.5 * dense[0]) - (1.25 * dense[1]);
        double[][] vectors = [.. new[] { 0, 4, 8 }.Select(token => Enumerable.Range(0, 4).Select(k => (double)factor[(token * 4) + k]).ToArray()), [.. Enumerable.Range(0, 4).Select(k => (0.5 * map[2 * k]) - (1.25 * map[(2 * k) + 1]))]];
        expected += weight[0] + weight[4] + weight[8];
        for (int one = 0; one < vectors.Length; one++)
        {
            for (int other = 0; other < vectors.Length; other++)
                expected += one == other ? 0 : vectors[one].Zip(vectors[other], (left, right) => left * right).Sum();
        }

        Assert.Equal(expected, model.Forward(Row, 1, training: false).Span[0], 1e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Backward_EveryParameter_IsTheFiniteDifference(bool isDeep)
    {
        IModel model = (Machine with { Hidden = isDeep ? [6, 3] : [] }).Create(3);
        Draw(model, 7);
        float[] rows = [.. Row, 1.5f, 0.25f, 1, 4, 7];
        model.Forward(rows, 2, training: true);
        model.Backward(new float[] { 1, -2 });
        foreach (Parameter parameter in model.Parameters)
        {
            float[] gradient = parameter.Gradient.ToArray();
            for (int index = 0; index < gradient.Length; index += 3)
            {
                double Value(float shift)
                {
                    parameter.Values[index] += shift;
                    ReadOnlyMemory<float> outputs = model.Forward(rows, 2, training: false);
                    double value = outputs.Span[0] - (2.0 * outputs.Span[1]);
                    parameter.Values[index] -= shift;
                    return value;
                }

                Assert.Equal((Value(1e-2f) - Value(-1e-2f)) / 2e-2, gradient[index], 2e-2);
            }
        }
    }

    [Fact]
    public void Train_ClassThatOnlyPairsTell_IsLearned()
    {
        // Neither token says anything alone: the class is whether both are odd or both even.
        var generator = new SeededGenerator(4);
        float[] features = new float[2 * 800], labels = new float[800];
        for (int row = 0; row < labels.Length; row++)
        {
            int left = generator.NextBelow(6), right = generator.NextBelow(6);
            (features[2 * row], features[(2 * row) + 1], labels[row]) = (left, 6 + right, (left + right) % 2);
        }

        IModel model = new FactorizationArchitecture { Numbers = 0, Fields = 2, Tokens = 12, Rank = 4 }.Create(1);
        Trainer.Train(model, new LabelledRows(features, 2, labels), new BinaryCrossEntropy(), new TrainerOptions { Epochs = 20, LearningRate = 0.03f, WeightDecay = 0 });
        float[] logits = Predictor.Logits(model, features);
        Assert.InRange(logits.Zip(labels, (logit, label) => logit > 0 == label > 0 ? 1.0 : 0).Average(), 0.99, 1);
    }

    [Fact]
    public void Forward_TokenThatIsNone_IsRefused()
    {
        IModel model = Machine.Create(1);
        foreach (float token in new[] { -1f, 9f, 0.5f, float.NaN })
            Assert.Contains("token", Assert.Throws<ArgumentException>(() => model.Forward(new[] { 0f, 0, 1, token, 2 }, 1, training: false)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Forward(new float[4], 1, training: false));
        Assert.Throws<ArgumentException>(() => (Machine with { Rank = 0 }).Create(1));
        Assert.Throws<InvalidOperationException>(() => model.Backward(new float[1]));
    }

    private static void Draw(IModel model, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        foreach (Parameter parameter in model.Parameters)
        {
            foreach (ref float value in parameter.Values)
                value = (float)(generator.NextDouble() - 0.5);
        }
    }

    private static float[] Values(IModel model, string name) => model.Parameters.Single(parameter => parameter.Name == name).Values.ToArray();
}
