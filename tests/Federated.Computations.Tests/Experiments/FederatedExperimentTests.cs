using Federated.Computations.Experiments;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Experiments;

public sealed class FederatedExperimentTests
{
    private static readonly ExperimentOptions Options = new() { Variants = 3, Groups = [2, 3], Floor = 10 };
    private static readonly VariantRow[][] Nodes = [Draw(400, 1, 0.2), Draw(250, 2, 0.6), Draw(5, 3, 0.4)];
    private static readonly Lazy<ExperimentState> Joint = new(() => Run(Nodes));

    [Fact]
    public void Apply_ThreeNodes_CountsAsOneWouldByHand()
    {
        VariantRow[] all = [.. Nodes.SelectMany(node => node)];
        Assert.Equal(all.Length, Joint.Value.Rows);
        for (int variant = 0; variant < 3; variant++)
        {
            double[] arm = [.. all.Where(row => row.Variant == variant).Select(row => row.Response)];
            Assert.Equal(arm.Length, Joint.Value.Slices[0]!.Arms[variant].Rows);
            Assert.Equal(arm.Sum(), Joint.Value.Slices[0]!.Arms[variant].Sum, 1e-6);
            Assert.Equal(arm.Sum(each => each * each), Joint.Value.Slices[0]!.Arms[variant].Squares, 1e-6);
        }

        // The second field's first group is the fourth slice.
        Assert.Equal(all.Count(row => row.Variant == 1 && row.Groups.Span[1] == 0), Joint.Value.Slices[3]!.Arms[1].Rows);
    }

    [Fact]
    public void Apply_ThreeNodes_ComparesEachWithItself()
    {
        double rows = 0, sum = 0, variance = 0;
        foreach (VariantRow[] node in Nodes)
        {
            double[] first = [.. node.Where(row => row.Variant == 0).Select(row => row.Response)], second = [.. node.Where(row => row.Variant == 2).Select(row => row.Response)];
            if (first.Length < 2 || second.Length < 2)
                continue;
            double both = first.Length + second.Length;
            (rows, sum) = (rows + both, sum + (both * (second.Average() - first.Average())));
            variance += both * both * (SquaredError(first) + SquaredError(second));
        }

        VariantComparison comparison = Joint.Value.Slices[0]!.Comparisons[1];
        Assert.Equal(sum / rows, comparison.Effect, 1e-9);
        Assert.Equal(variance / rows / rows, comparison.SquaredError, 1e-9);
    }

    [Fact]
    public void Apply_GroupWithFewOfAVariant_IsWithheldAndCannotBeToldBySubtraction()
    {
        // One field of three groups: of the first, three rows got the second variant.
        IEnumerable<VariantRow> Rows(int group, int variant, int count) => Enumerable.Repeat(new VariantRow(variant, 1, new[] { group }), count);
        VariantRow[] node = [.. Rows(0, 0, 50), .. Rows(0, 1, 3), .. Rows(1, 0, 50), .. Rows(1, 1, 40), .. Rows(2, 0, 50), .. Rows(2, 1, 60)];
        ExperimentState state = Run([node], new ExperimentOptions { Variants = 2, Groups = [3] });
        Assert.Null(state.Slices[1]);
        Assert.Null(state.Slices[2]);
        Assert.Equal(60, state.Slices[3]!.Arms[1].Rows);
    }

    [Fact]
    public void Contribute_RowsThatAreNone_AreRefused()
    {
        var experiment = new FederatedExperiment();
        var state = new ExperimentState(Options, 100);
        void Refused(VariantRow row) => Assert.Throws<ContributionException>(() => experiment.Contribute(state, new VariantRows([row]), new Contribution(experiment.Specify(state))));
        Refused(new VariantRow(3, 0, new[] { 0, 0 }));
        Refused(new VariantRow(0, 2, new[] { 0, 0 }));
        Refused(new VariantRow(0, 0, new[] { 0 }));
        Refused(new VariantRow(0, 0, new[] { 2, 0 }));
        Assert.Contains("nothing to compare", Assert.Throws<ContributionException>(() => Run([[new VariantRow(-1, 0, new[] { 0, 0 })]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedSnapshot_IsRefused()
    {
        ModelSnapshot snapshot = ExperimentSnapshot.Write(Joint.Value);
        Assert.Throws<ContributionException>(() => ExperimentSnapshot.Read(snapshot, Options with { Variants = 2 }));
        Assert.Throws<ContributionException>(() => ExperimentSnapshot.Read(SimulatedRounds.With(snapshot, "rows", 0, 0), Options));
        Assert.Throws<ContributionException>(() => ExperimentSnapshot.Read(SimulatedRounds.With(snapshot, "slices", 0, 0.5), Options));
        Assert.Throws<ContributionException>(() => ExperimentSnapshot.Read(SimulatedRounds.With(snapshot, "slices", 2, -3), Options));
    }

    private static double SquaredError(double[] arm) => arm.Sum(each => Math.Pow(each - arm.Average(), 2)) / (arm.Length - 1) / arm.Length;

    private static ExperimentState Run(VariantRow[][] nodes, ExperimentOptions? options = null) => SimulatedRounds.Run(
        new FederatedExperiment(), new ExperimentState(options ?? Options), [.. nodes.Select(node => (IVariantSums)new VariantRows(node))],
        ExperimentSnapshot.Write, snapshot => ExperimentSnapshot.Read(snapshot, options ?? Options)).State;

    private static VariantRow[] Draw(int rows, ulong seed, double level)
    {
        var generator = new SeededGenerator(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => new VariantRow(generator.NextBelow(3), generator.NextDouble() < level ? 1 : generator.NextDouble() - 0.5, new[] { generator.NextBelow(3) - 1, generator.NextBelow(3) }))];
    }
}
