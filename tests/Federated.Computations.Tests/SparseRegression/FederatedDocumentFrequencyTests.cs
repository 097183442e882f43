using Federated.Computations.SparseRegression;
using Federated.Learning.Factorization;
using Federated.Learning.State;

namespace Federated.Computations.Tests.SparseRegression;

public sealed class FederatedDocumentFrequencyTests
{
    private readonly FederatedDocumentFrequency _computation = new();

    [Fact]
    public void Apply_TwoNodes_CountsTextsAndDropsRareBuckets()
    {
        var state = new DocumentFrequencyState(4, floor: 3);
        DocumentCounts first = Node([1, 0, 0.5f, 0], [1, 0, 0, 0], [-1, 0, 0, 0]), second = Node([0, 1, 1, 0], [0, 0, 1, 0]);
        DocumentFrequencyState counted = _computation.Apply(state, SimulatedSum.Quantised(_computation, state, [first, second], 1));

        Assert.True(_computation.IsDone(counted));
        Assert.Equal(5, counted.Texts);
        Assert.Equal(new long[] { 3, 0, 3, 0 }, counted.Counts.ToArray());
        Assert.Equal(new[] { (float)(Math.Log(6.0 / 4) + 1), 0, (float)(Math.Log(6.0 / 4) + 1), 0 }, counted.InverseFrequencies().ToArray());
        Assert.Throws<InvalidOperationException>(() => state.InverseFrequencies());
    }

    [Fact]
    public void Snapshot_WrittenOrDamaged_GivesTheResultOrRefuses()
    {
        var state = new DocumentFrequencyState(2, floor: 1);
        DocumentFrequencyState counted = _computation.Apply(state, SimulatedSum.Exact(_computation, state, [Node([1, 1], [0, 1])]));
        ModelSnapshot written = DocumentFrequencySnapshot.Write(counted);
        Assert.Equal(new long[] { 1, 2 }, DocumentFrequencySnapshot.Read(written, 2, 1).Counts.ToArray());
        Assert.Throws<ContributionException>(() => DocumentFrequencySnapshot.Read(written, 3, 1));
        foreach (double[] counts in new double[][] { [3, 0], [-1, 0], [0.5, 0], [double.NaN, 0] })
            Assert.Throws<ContributionException>(() => DocumentFrequencySnapshot.Read(new ModelSnapshot([written["texts"], new DoubleTensor("counts", new TensorShape(2), counts)]), 2, 1));
    }

    [Fact]
    public void Apply_ForgedSum_IsRefused()
    {
        var state = new DocumentFrequencyState(2);
        Assert.Throws<ContributionException>(() => _computation.Apply(state, new SecureSum([1, 2, 0], 1, 1)));
        Assert.Throws<ContributionException>(() => _computation.Apply(state, new SecureSum([0, 0, 0], 1, 1)));
        Assert.Throws<ContributionException>(() => _computation.Contribute(state, Node([1, 0, 1]), new Contribution(_computation.Specify(state))));
    }

    private static DocumentCounts Node(params float[][] texts) => new([SparseRows.FromDense([.. texts.SelectMany(text => text)], texts[0].Length)]);
}
