using Federated.Computations.ClassEvaluation;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.ClassEvaluation;

public sealed class FederatedClassEvaluationTests
{
    private const int Classes = 3;
    private readonly FederatedClassEvaluation _evaluation = new();

    [Fact]
    public void Apply_QuantisedSumOfThreeNodes_HasThePooledQuality()
    {
        (double[] probabilities, int[] labels) = Draw(700, 1);
        ClassQuality quality = Run(Batch(probabilities, labels, 0, 20), Batch(probabilities, labels, 20, 300), Batch(probabilities, labels, 300, 700));
        int[] predicted = [.. probabilities.Chunk(Classes).Select(row => Array.IndexOf(row, row.Max()))];

        Assert.Equal(700, quality.Rows);
        Assert.Equal(predicted.Zip(labels).Count(pair => pair.First == pair.Second) / 700.0, quality.Accuracy, 1e-12);
        Assert.Equal(labels.Select((label, row) => -Math.Log(probabilities[(row * Classes) + label])).Average(), quality.LogLoss, 1e-6);
        double[] scores = new double[Classes];
        for (int label = 0; label < Classes; label++)
        {
            double right = predicted.Zip(labels).Count(pair => pair.First == label && pair.Second == label);
            double precision = right / predicted.Count(each => each == label), recall = right / labels.Count(each => each == label);
            scores[label] = 2 * precision * recall / (precision + recall);
            float[] own = [.. probabilities.Chunk(Classes).Select(row => (float)row[label])], truth = [.. labels.Select(each => each == label ? 1f : 0f)];
            Assert.Equal(AreaUnderCurve.Exact(own, truth), quality.Areas[label], 2e-3);
        }

        Assert.Equal(scores.Average(), quality.MacroF1, 1e-12);
        Assert.InRange(quality.MacroArea, 0.75, 0.99);
    }

    [Fact]
    public void Snapshot_WrittenOrDamaged_GivesTheResultOrRefuses()
    {
        (double[] probabilities, int[] labels) = Draw(50, 2);
        var state = new ClassEvaluationState(Classes, Run(Batch(probabilities, labels, 0, 50)));
        ModelSnapshot written = Safetensors.Read(Safetensors.Write(ClassEvaluationSnapshot.Write(state)));
        Assert.Equal(written.ContentHash(), ClassEvaluationSnapshot.Write(ClassEvaluationSnapshot.Read(written, Classes)).ContentHash());
        Assert.Null(ClassEvaluationSnapshot.Read(ClassEvaluationSnapshot.Write(new ClassEvaluationState(Classes)), Classes).Result);
        Assert.Throws<ContributionException>(() => ClassEvaluationSnapshot.Read(written, 4));
        foreach ((string name, double value) in new[] { ("confusion", -1.0), ("confusion", 0.5), ("areas", 1.5), ("loss", -0.1), ("loss", double.PositiveInfinity) })
        {
            double[] values = written.Doubles(name).ToArray();
            values[0] = value;
            var damaged = new ModelSnapshot(written.Tensors.Where(tensor => tensor.Name != name).Append(new DoubleTensor(name, written[name].Shape, values)));
            Assert.Throws<ContributionException>(() => ClassEvaluationSnapshot.Read(damaged, Classes));
        }
    }

    [Fact]
    public void Apply_CountsThatDisagree_AreRefused()
    {
        var state = new ClassEvaluationState(Classes);
        var values = new double[_evaluation.Specify(state).Length];
        values[1] = 5;
        Assert.Throws<ContributionException>(() => _evaluation.Apply(state, new SecureSum(values, 1, 1)));
        Assert.Throws<ContributionException>(() => _evaluation.Apply(state, new SecureSum(values[1..], 1, 1)));
        Assert.Throws<ArgumentException>(() => new ClassScoredBatch(2, new double[] { 0.5, 1.5 }, new[] { 0 }));
        Assert.Throws<ArgumentException>(() => new ClassScoredBatch(2, new double[] { 0.5, double.NaN }, new[] { 0 }));
        Assert.Throws<ArgumentException>(() => new ClassScoredBatch(2, new double[] { 0.5, 0.5 }, new[] { 2 }));
    }

    private ClassQuality Run(params ClassScoredBatch[] nodes)
    {
        var state = new ClassEvaluationState(Classes);
        return _evaluation.Apply(state, SimulatedSum.Quantised(_evaluation, state, nodes.Select(node => new[] { node }), 3)).Result!;
    }

    private static ClassScoredBatch Batch(double[] probabilities, int[] labels, int from, int to)
        => new(Classes, probabilities.AsMemory(from * Classes, (to - from) * Classes), labels.AsMemory(from, to - from));

    private static (double[] Probabilities, int[] Labels) Draw(int rows, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => generator.NextBelow(Classes))];
        double[] weights = [.. Enumerable.Range(0, rows * Classes).Select(index => 0.05 + generator.NextDouble() + (labels[index / Classes] == index % Classes ? 0.6 : 0))];
        return ([.. weights.Select((weight, index) => weight / weights.Skip(index / Classes * Classes).Take(Classes).Sum())], labels);
    }
}
