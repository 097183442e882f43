using System.Collections.Immutable;
using Federated.Computations.Explanation;
using Federated.Learning.Explanations;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Explanation;

public sealed class FederatedImportanceTests
{
    private const int Columns = 4;
    private static readonly FederatedImportance Computation = new();
    private static readonly ImportanceRequest Request = new([[0], [1, 2], [3]], repeats: 4, bins: 4_096, seed: 7);

    [Fact]
    public void Apply_SeveralNodes_EqualsTheFallOfThePooledArea()
    {
        LabelledRows[] nodes = [Rows(1, 300), Rows(2, 150), Rows(3, 400)];

        ImportanceResult result = Run(nodes.Select(node => new HeldOutRows([node], Score)));

        Assert.Equal(Area(nodes, (node, _) => node.Features.ToArray()), result.AreaUnderCurve, 1e-3);
        for (int feature = 0; feature < Request.Features.Length; feature++)
        {
            double[] drops = [.. Enumerable.Range(0, 4).Select(repeat => Area(nodes, (node, _) => node.Features.ToArray()) - Area(nodes, (node, _) => Permuted(node, feature, repeat, 0)))];
            Assert.Equal(drops.Average(), result.Features[feature].Drop, 1e-3);
        }

        Assert.True(result.Features[0].Drop > 0.1 && result.Features[1].Drop > 0.02);
        Assert.Equal(0, result.Features[2].Drop);
        Assert.InRange(result.Features[0].StandardDeviation, 1e-4, 0.1);
    }

    [Fact]
    public void Contribute_SeveralBatches_PermutesWithinEach()
    {
        LabelledRows[] batches = [Rows(1, 60), Rows(2, 60)];

        ImportanceResult result = Run([new HeldOutRows(batches, Score)]);

        double[] drops = [.. Enumerable.Range(0, 4).Select(repeat => Area(batches, (node, _) => node.Features.ToArray()) - Area(batches, (node, number) => Permuted(node, 0, repeat, number)))];
        Assert.Equal(drops.Average(), result.Features[0].Drop, 2e-3);
    }

    [Fact]
    public void Snapshot_BeforeAndAfter_ReadsBackTheSameAndRefusesWhatCannotBe()
    {
        var before = new ImportanceState(Request);
        ImportanceState after = before with { Result = Run([new HeldOutRows([Rows(1, 100)], Score)]) };
        ModelSnapshot written = ImportanceSnapshot.Write(after);

        Assert.Null(ImportanceSnapshot.Read(ImportanceSnapshot.Write(before), Request).Result);
        Assert.Equal(written.ContentHash(), ImportanceSnapshot.Write(ImportanceSnapshot.Read(written, Request)).ContentHash());
        Assert.Throws<ContributionException>(() => ImportanceSnapshot.Read(written, new ImportanceRequest([[0]])));
        foreach ((string name, double value) in new[] { ("area", 1.5), ("area", double.NaN), ("drop", 2), ("deviation", -1) })
        {
            double[] values = written.Doubles(name).ToArray();
            values[0] = value;
            Assert.Throws<ContributionException>(() => ImportanceSnapshot.Read(new(written.Tensors.Where(tensor => tensor.Name != name).Append(StateTensors.Tensor(name, values))), Request));
        }
    }

    [Fact]
    public void Contribute_RowsOrModelThatCannotBeUsed_AreRefused()
    {
        string Refusal(HeldOutRows rows) => Assert.Throws<ContributionException>(() => Computation.Contribute(
            new ImportanceState(Request), rows, new Contribution(Computation.Specify(new ImportanceState(Request))))).Message;
        LabelledRows good = Rows(1, 5);

        Assert.Contains("Column 3", Refusal(new HeldOutRows([new LabelledRows(new float[3], 3, new float[1])], Score)), StringComparison.Ordinal);
        Assert.Contains("label 2", Refusal(new HeldOutRows([new LabelledRows(new float[4], 4, new float[] { 2 })], Score)), StringComparison.Ordinal);
        Assert.Contains("row 0 is NaN", Refusal(new HeldOutRows([good], rows => [.. Enumerable.Repeat(float.NaN, 5)])), StringComparison.Ordinal);
        Assert.Contains("1 scores for 5 rows", Refusal(new HeldOutRows([good], rows => [0])), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_SumsThatNoRowsHave_AreRefused()
    {
        var state = new ImportanceState(Request);
        double[] good = SimulatedSum.Exact(Computation, state, [new HeldOutRows([Rows(1, 100)], Score)]).Values.ToArray();
        double[] more = [.. good], single = new double[good.Length];
        more[^1]++;
        for (int place = 0; place < good.Length; place += 2 * Request.Bins)
            single[place] = 5;

        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum(more, 1, 1)));
        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum(single, 1, 1)));
        Assert.Throws<InvalidOperationException>(() => Computation.Apply(Computation.Apply(state, new SecureSum(good, 1, 1)), new SecureSum(good, 1, 1)));
    }

    [Fact]
    public void Request_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ImportanceRequest([]));
        Assert.Throws<ArgumentException>(() => new ImportanceRequest([[]]));
        Assert.Throws<ArgumentException>(() => new ImportanceRequest([[-1]]));
        Assert.Throws<ArgumentException>(() => new ImportanceRequest([[0]], repeats: 0));
        Assert.Throws<ArgumentException>(() => new ImportanceRequest([[0]], bins: 1));
    }

    private static ImportanceResult Run(IEnumerable<HeldOutRows> nodes)
    {
        var state = new ImportanceState(Request);
        ImportanceState done = Computation.Apply(state, SimulatedSum.Quantised(Computation, state, nodes, seed: 3));
        Assert.True(Computation.IsDone(done) && !Computation.IsDone(state));
        return done.Result!;
    }

    // The last column is not used.
    private static float[] Score(ReadOnlyMemory<float> features)
    {
        float[] all = features.ToArray();
        return [.. all.Chunk(Columns).Select(row => (float)(1 / (1 + Math.Exp(-((4 * row[0]) + (2 * row[1]) - (2 * row[2]))))))];
    }

    private static float[] Permuted(LabelledRows node, int feature, int repeat, int number)
    {
        float[] permuted = node.Features.ToArray();
        ulong seed = PermutedColumn.SeedOf(PermutedColumn.SeedOf(7, feature, repeat), number, 0);
        foreach (int column in Request.Features[feature])
            PermutedColumn.Write(node.Features.Span, Columns, column, seed, permuted);
        return permuted;
    }

    private static double Area(LabelledRows[] nodes, Func<LabelledRows, int, float[]> features) => AreaUnderCurve.Exact(
        nodes.SelectMany((node, number) => Score(features(node, number))).ToArray(), nodes.SelectMany(node => node.Labels.ToArray()).ToArray());

    private static LabelledRows Rows(ulong seed, int count)
    {
        var random = new SeededGenerator(seed);
        float[] features = [.. Enumerable.Range(0, count * Columns).Select(_ => (float)random.NextDouble() - 0.5f)];
        return new LabelledRows(features, Columns, Score(features).Select(probability => random.NextDouble() < probability ? 1f : 0f).ToArray());
    }
}
