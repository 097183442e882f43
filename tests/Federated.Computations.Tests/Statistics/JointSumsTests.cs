using Federated.Computations.Statistics;

namespace Federated.Computations.Tests.Statistics;

public sealed class JointSumsTests
{
    private static readonly TableColumns Columns = new([new NumericColumn("x", 0, 1)], []);

    [Fact]
    public void Apply_FractionsOfManyNodes_AreOffByLessThan46BitsEach()
    {
        ColumnBatch[] nodes = [.. Enumerable.Range(1, 100).Select(node => new ColumnBatch(Columns, 3, [new[] { 1.0 / (node + 2), Math.Sqrt(node) / 11, 0.9 }], []))];
        var probe = new Probe();
        double[] answer = probe.Apply([], SimulatedSum.Quantised(probe, [], nodes, 7));
        double[] exact = new double[3];
        foreach (ColumnBatch node in nodes)
            node.Add([new ColumnMoments(0)], exact);

        Assert.Equal(300, answer[0]);
        Assert.Equal(exact[1], answer[1], 100 * Math.Pow(2, -46));
        Assert.Equal(exact[2], answer[2], 100 * Math.Pow(2, -46));
    }

    [Fact]
    public void Specify_CountsOfAFullNode_FitAndAreWhole()
    {
        ContributionSpec form = new Probe().Specify([]);

        Assert.Equal(1 << 23, form.Scale);
        Assert.True(ColumnBatch.MaximumRows <= form.Bound);
        Assert.Equal(48, form.Bits);
    }

    [Fact]
    public void Contribute_RowsOfOtherColumns_IsRefused()
    {
        var others = new ColumnBatch(new TableColumns([new NumericColumn("x", 0, 2)], []), 0, [Array.Empty<double>()], []);
        var probe = new Probe();

        Assert.Throws<ContributionException>(() => probe.Contribute([], others, new Contribution(probe.Specify([]))));
        Assert.Throws<ContributionException>(() => probe.Apply([], new SecureSum(new double[5], 1, 1)));
        Assert.Throws<InvalidOperationException>(() => probe.Specify([1]));
    }

    /// <summary>Asks the moments of x.</summary>
    private sealed class Probe : JointSums<double[]>
    {
        public override TableColumns ColumnsOf(double[] state) => Columns;

        public override IReadOnlyList<ColumnSum> Ask(double[] state) => IsDone(state) ? [] : [new ColumnMoments(0)];

        public override double[] Answer(double[] state, SumAnswers answers) => answers[0].ToArray();

        public override bool IsDone(double[] state) => state.Length > 0;
    }
}
