using Federated.Learning.Losses;
using Federated.Learning.Tests.Training;

namespace Federated.Learning.Tests.Losses;

public sealed class LossFixtureTests
{
    private static readonly SoftmaxCrossEntropyOptions Padded = new() { IgnoredLabel = -100, LabelSmoothing = 0.1 };

    private static readonly Dictionary<string, Func<ILoss>> Losses = new()
    {
        ["bce"] = () => new BinaryCrossEntropy(),
        ["bce_positive"] = () => new BinaryCrossEntropy(positiveWeight: 2.5),
        ["bce_weighted"] = () => new BinaryCrossEntropy(),
        ["bce_labels"] = () => new BinaryCrossEntropy(5),
        ["cross"] = () => new SoftmaxCrossEntropy(17),
        ["cross_ignored"] = () => new SoftmaxCrossEntropy(17, Padded),
        ["cross_classes"] = () => new SoftmaxCrossEntropy(17, Padded with { LabelSmoothing = 0.2, ClassWeights = [.. TrainingFixture.Doubles("loss.cross_classes.class_weights")] }),
        ["cross_weighted"] = () => new SoftmaxCrossEntropy(17),
        ["sampled"] = () => new SampledSoftmax(16, correctsForSampling: true),
        ["bpr"] = () => new BayesianPersonalizedRanking(3),
        ["squared"] = () => new SquaredError(3),
        ["huber"] = () => new Huber(1.3, 3),
        ["poisson"] = () => new PoissonLikelihood(3),
        ["gaussian"] = () => new GaussianLikelihood(),
        ["gaussian_elbo"] = () => new GaussianElbo(9, 4, variance: 0.7, divergenceWeight: 0.5),
        ["bernoulli_elbo"] = () => new BernoulliElbo(9, 4),
    };

    public static TheoryData<string> Names => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_MeanAndSum_AreThoseOfPyTorch(string name)
    {
        ILoss loss = Losses[name]();
        float[] outputs = TrainingFixture.Singles($"loss.{name}.outputs"), labels = TrainingFixture.Singles($"loss.{name}.labels"), weights = TrainingFixture.Singles($"loss.{name}.weights");
        var gradient = new float[outputs.Length];
        loss.RequireLabels(labels);

        double mean = loss.Evaluate(outputs, labels, weights, gradient);
        TrainingFixture.RequireClose(TrainingFixture.Doubles($"loss.{name}.mean"), [mean], 1e-6, $"mean of {name}");
        TrainingFixture.RequireClose(TrainingFixture.Doubles($"loss.{name}.mean_gradient"), [.. gradient.Select(value => (double)value)], 1e-6, $"slopes of the mean of {name}");

        double sum = new SummedLoss(loss).Evaluate(outputs, labels, weights, gradient);
        TrainingFixture.RequireClose(TrainingFixture.Doubles($"loss.{name}.sum"), [sum], 1e-6, $"sum of {name}");
        TrainingFixture.RequireClose(TrainingFixture.Doubles($"loss.{name}.sum_gradient"), [.. gradient.Select(value => (double)value)], 1e-6, $"slopes of the sum of {name}");
    }

    [Fact]
    public void Fixture_TellsItsMaker() => Assert.Matches("^[0-9]+\\.", TrainingFixture.Tensors.Metadata["torch"]);
}
