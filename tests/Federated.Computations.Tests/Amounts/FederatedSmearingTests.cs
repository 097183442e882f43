using Federated.Computations.Amounts;
using Federated.Learning.Linear;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Amounts;

public sealed class FederatedSmearingTests
{
    private static readonly LinearModel Model = new([0.5, -0.25], 3);
    private readonly FederatedSmearing _smearing = new();

    [Fact]
    public void Apply_QuantisedSumOfTwoNodes_IsThePooledMean()
    {
        LabelledRows few = Draw(30, 0.8, 1);
        LabelledRows[] many = [Draw(400, 0.8, 2), Draw(100, 0.8, 5)];
        Smearing joint = Run([few], many);
        double[] errors = [.. Errors(few), .. Errors(many[0]), .. Errors(many[1])];

        Assert.Equal(530, joint.Rows);
        Assert.Equal(errors.Average(Math.Exp), joint.Factor, 1e-7);
        Assert.Equal(errors.Average(), joint.Bias, 1e-7);
        Assert.Equal(errors.Average(error => error * error) - Math.Pow(errors.Average(), 2), joint.Variance, 1e-6);
    }

    [Fact]
    public void Apply_LogNormalAmounts_IsTheRatioOfMeanAndMedian()
        => Assert.Equal(Math.Exp(0.6 * 0.6 / 2), Run([Draw(40_000, 0.6, 3)]).Factor, 0.01);

    [Fact]
    public void Contribute_AbsurdAmount_CountsAsTheLargestError()
        => Assert.Equal(Math.Exp(8), Run([new LabelledRows(new float[2], 2, new float[] { 1e6f })]).Factor, 1e-4);

    [Fact]
    public void Apply_ForgedOrEmptySum_IsRefused()
    {
        var state = new SmearingState(Model);
        foreach (double[] values in new double[][] { [0, 0, 0, 0], [10, -5, 0, 0], [10, 1e6, 0, 0], [0.5, 1, 0, 0], [1, 1, 1] })
            Assert.Throws<ContributionException>(() => _smearing.Apply(state, new SecureSum(values, 1, 1)));
        Assert.Throws<ContributionException>(() => _smearing.Contribute(state, new SmearingSums([new LabelledRows(new float[1], 1, new float[1])]), new Contribution(_smearing.Specify(state))));
    }

    [Fact]
    public void Snapshot_WrittenOrDamaged_GivesTheResultOrRefuses()
    {
        var state = new SmearingState(Model, new Smearing(10, 1.5, 0.1, 0.4));
        Assert.Equal(state.Result, SmearingSnapshot.Read(SmearingSnapshot.Write(state), Model).Result);
        Assert.Null(SmearingSnapshot.Read(SmearingSnapshot.Write(new SmearingState(Model)), Model).Result);
        foreach (double[] figures in new double[][] { [0, 1, 0, 0], [10, 0, 0, 0], [10, 1, 0, -1], [10, double.NaN, 0, 0], [10, 1, 0] })
            Assert.Throws<ContributionException>(() => SmearingSnapshot.Read(new ModelSnapshot([new DoubleTensor("smearing", new TensorShape(figures.Length), figures)]), Model));
    }

    private Smearing Run(params IEnumerable<LabelledRows>[] nodes)
    {
        var state = new SmearingState(Model);
        return _smearing.Apply(state, SimulatedSum.Quantised(_smearing, state, nodes.Select(node => new SmearingSums(node)), 4)).Result!;
    }

    private static double[] Errors(LabelledRows rows)
    {
        var predicted = new float[rows.Count];
        Model.Predict(rows.Features.Span, predicted);
        return [.. rows.Labels.ToArray().Zip(predicted, (label, value) => (double)label - value)];
    }

    private static LabelledRows Draw(int count, double deviation, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - generator.NextDouble())) * Math.Cos(2 * Math.PI * generator.NextDouble());
        float[] features = [.. Enumerable.Range(0, 2 * count).Select(_ => (float)Normal())];
        float[] labels = [.. Enumerable.Range(0, count).Select(row => (float)(3 + (0.5 * features[2 * row]) - (0.25 * features[(2 * row) + 1]) + (deviation * Normal())))];
        return new LabelledRows(features, 2, labels);
    }
}
