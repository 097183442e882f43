using System.Collections.Immutable;
using Federated.Computations.Explanation;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Explanation;

public sealed class FederatedDependenceTests
{
    private const int Columns = 3;
    private static readonly FederatedDependence Computation = new();
    private static readonly DependenceRequest Request = new([new DependenceFeature([0], [[-1], [0], [1]]), new DependenceFeature([1, 2], [[1, 0], [0, 1]])], lowest: -2, highest: 5);

    [Fact]
    public void Apply_SeveralNodes_EqualsThePooledDependence()
    {
        LabelledRows[] nodes = [Rows(1, 120), Rows(2, 80)];
        float[] pooled = [.. nodes.SelectMany(node => node.Features.ToArray())];

        DependenceResult result = Run(Request, nodes.Select(node => new HeldOutRows([node], Score)));

        Assert.Equal(200, result.Rows);
        Assert.Equal(Means(pooled), result.Means[0].ToArray(), (left, right) => Math.Abs(left - right) < 1e-5);
        float[] changed = [.. pooled.Chunk(Columns).SelectMany(row => new[] { row[0], 0, 1 })];
        Assert.Equal(Score(changed).Average(), result.Means[1][1], 1e-5);
    }

    [Fact]
    public void Contribute_MoreRowsThanWanted_ScoresThatManySpreadEvenly()
    {
        var few = new DependenceRequest(Request.Features, -2, 5, rowsPerNode: 10);
        LabelledRows[] batches = [Rows(1, 37), Rows(2, 63)];
        float[] all = [.. batches.SelectMany(batch => batch.Features.ToArray())];
        float[] chosen = [.. Enumerable.Range(0, 10).SelectMany(index => all[(((index * 10) + 9) * Columns)..(((index * 10) + 10) * Columns)])];

        DependenceResult result = Run(few, [new HeldOutRows(batches, Score)]);

        Assert.Equal(10, result.Rows);
        Assert.Equal(Means(chosen), result.Means[0].ToArray(), (left, right) => Math.Abs(left - right) < 1e-5);
    }

    [Fact]
    public void Contribute_PredictionOutOfRange_CountsAsItsEnd()
    {
        DependenceResult result = Run(Request, [new HeldOutRows([Rows(1, 20)], rows => [.. Enumerable.Repeat(99f, rows.Length / Columns)])]);

        Assert.All(result.Means.SelectMany(means => means), mean => Assert.Equal(5, mean, 1e-9));
    }

    [Fact]
    public void Snapshot_BeforeAndAfter_ReadsBackTheSameAndRefusesWhatCannotBe()
    {
        var before = new DependenceState(Request);
        ModelSnapshot written = DependenceSnapshot.Write(before with { Result = Run(Request, [new HeldOutRows([Rows(1, 20)], Score)]) });

        Assert.Null(DependenceSnapshot.Read(DependenceSnapshot.Write(before), Request).Result);
        Assert.Equal(written.ContentHash(), DependenceSnapshot.Write(DependenceSnapshot.Read(written, Request)).ContentHash());
        foreach ((string name, double value) in new[] { ("rows", 0.0), ("rows", 1.5), ("feature.0", 5.5), ("feature.1", double.NaN) })
        {
            double[] values = written.Doubles(name).ToArray();
            values[0] = value;
            Assert.Throws<ContributionException>(() => DependenceSnapshot.Read(new(written.Tensors.Where(tensor => tensor.Name != name).Append(StateTensors.Tensor(name, values))), Request));
        }

        Assert.Throws<ContributionException>(() => DependenceSnapshot.Read(written, new DependenceRequest([Request.Features[0]])));
    }

    [Fact]
    public void Apply_SumsThatNoRowsHave_AreRefused()
    {
        var state = new DependenceState(Request);

        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum([0, 0, 0, 0, 0, 0], 1, 1)));
        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum([2, 1, 1, 3, 0, 0], 1, 1)));
        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum([2, -1, 1, 1, 0, 0], 1, 1)));
        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum([0.5, 0, 0, 0, 0, 0], 1, 1)));
        Assert.True(Computation.IsDone(Computation.Apply(state, new SecureSum([2, 1, 1, 2, 0, 0], 1, 1))));
    }

    [Fact]
    public void Request_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new DependenceRequest([]));
        Assert.Throws<ArgumentException>(() => new DependenceRequest(Request.Features, 1, 1));
        Assert.Throws<ArgumentException>(() => new DependenceRequest(Request.Features, rowsPerNode: 0));
        Assert.Throws<ArgumentException>(() => new DependenceFeature([], [[]]));
        Assert.Throws<ArgumentException>(() => new DependenceFeature([0], []));
        Assert.Throws<ArgumentException>(() => new DependenceFeature([0], [[1, 2]]));
        Assert.Throws<ArgumentException>(() => new DependenceFeature([0], [[float.NaN]]));
    }

    private static DependenceResult Run(DependenceRequest request, IEnumerable<HeldOutRows> nodes)
    {
        var state = new DependenceState(request);
        return Computation.Apply(state, SimulatedSum.Quantised(Computation, state, nodes, seed: 3)).Result!;
    }

    // Of the first column at −1, 0 and 1.
    private static double[] Means(float[] features) =>
        [.. new[] { -1f, 0, 1 }.Select(value => (double)Score(features.Chunk(Columns).SelectMany(row => new[] { value, row[1], row[2] }).ToArray()).Average())];

    private static float[] Score(ReadOnlyMemory<float> features)
    {
        float[] all = features.ToArray();
        return [.. all.Chunk(Columns).Select(row => (row[0] * row[0]) + (row[0] * row[1]) + row[2])];
    }

    private static LabelledRows Rows(ulong seed, int count)
    {
        var random = new SeededGenerator(seed);
        return new LabelledRows(Enumerable.Range(0, count * Columns).Select(_ => (float)random.NextDouble()).ToArray(), Columns, new float[count]);
    }
}
