using System.Collections.Immutable;
using Federated.Computations.NaiveBayes;
using Federated.Learning.Bayes;
using Federated.Learning.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.NaiveBayes;

public sealed class FederatedNaiveBayesTests
{
    private static readonly FederatedNaiveBayes Computation = new();

    [Fact]
    public void Apply_AnySplitOfAnyRows_IsThePooledModel()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Gen.Choose(1, 6).ToArbitrary(), (seed, nodes) =>
        {
            MixedColumns columns = new((int)(seed % 3), seed % 3 == 0 ? [3, 2] : seed % 2 == 0 ? [] : [4]);
            ClassifiedRows[] batches = [.. Enumerable.Range(0, nodes * 3).Select(batch => Make(columns, 3, rows: 5 + batch, SeededGenerator.Derive(seed, (ulong)batch)))];
            var statistics = new MixedClassStatistics(3, columns);
            foreach (ClassifiedRows batch in batches)
                statistics.Add(batch.Numbers.Span, batch.Categories.Span, batch.Labels.Span);
            MixedNaiveBayes pooled = MixedNaiveBayes.Fit(statistics);

            FederatedNaiveBayesOptions options = Options(columns, 1000);
            MixedNaiveBayes joint = Fit(options, [.. batches.Chunk(3).Select(own => new ClassifiedBatches(own))]);

            for (int label = 0; label < 3; label++)
            {
                Assert.All(pooled.Means(label).ToArray().Zip(joint.Means(label).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
                Assert.All(pooled.Variances(label).ToArray().Zip(joint.Variances(label).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
                for (int column = 0; column < columns.CategorySizes.Length; column++)
                    Assert.Equal(pooled.LogProbabilities(label, column).ToArray(), joint.LogProbabilities(label, column).ToArray());
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Contribute_NumberBeyondTheBound_NamesItsPlace()
    {
        var data = new ClassifiedBatches([new ClassifiedRows(new float[] { 1, 12 }, default, new[] { 0, 1 })]);
        Assert.StartsWith("Batch 0, row 1: numeric column 0 is 12", Refusal(new MixedColumns(1, []), data), StringComparison.Ordinal);
    }

    [Fact]
    public void Contribute_CategoryOrLabelThatIsNone_IsRefused()
    {
        var columns = new MixedColumns(0, [2]);
        Assert.Contains("holds index 2", Refusal(columns, new ClassifiedBatches([new ClassifiedRows(default, new[] { 2 }, new[] { 0 })])), StringComparison.Ordinal);
        Assert.Contains("label of row 0 is 3", Refusal(columns, new ClassifiedBatches([new ClassifiedRows(default, new[] { 1 }, new[] { 3 })])), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ClassWithoutRows_SaysWhich()
    {
        var data = new ClassifiedBatches([new ClassifiedRows(default, new[] { 0, 1 }, new[] { 0, 2 })]);
        ContributionException fault = Assert.Throws<ContributionException>(() => Fit(Options(new MixedColumns(0, [2]), 10), [data]));
        Assert.Contains("Class 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_MoreCategoriesThanRows_IsRefused()
    {
        var state = new NaiveBayesRequested(Options(new MixedColumns(0, [2]), 10));
        double[] sums = [2, 3, 0, 1, 1, 0, 1, 0, 1];
        Assert.Contains("Value 1", Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum(sums, 1, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshot_OfAnotherJob_IsRefused()
    {
        var columns = new MixedColumns(2, [3]);
        FederatedNaiveBayesOptions options = Options(columns, 100);
        var result = (NaiveBayesComputed)SimulatedRounds.Run(
            Computation, new NaiveBayesRequested(options), [new ClassifiedBatches([Make(columns, 3, 60, seed: 3)])]).State;
        Federated.Learning.State.ModelSnapshot snapshot = NaiveBayesSnapshot.Write(result);

        Assert.Equal(snapshot.ContentHash(), NaiveBayesSnapshot.Write(NaiveBayesSnapshot.Read(snapshot, options)).ContentHash());
        Assert.Throws<ContributionException>(() => NaiveBayesSnapshot.Read(snapshot, Options(new MixedColumns(2, [4]), 100)));
        Assert.Throws<ContributionException>(() => NaiveBayesSnapshot.Read(snapshot, options with { Classes = 2 }));
        foreach ((string name, double figure) in new[] { ("prior", double.NaN), ("variance", 0), ("category.0", 0.1), ("mean", double.NegativeInfinity) })
            Assert.Throws<ContributionException>(() => NaiveBayesSnapshot.Read(SimulatedRounds.With(snapshot, name, 0, figure), options));
    }

    private static FederatedNaiveBayesOptions Options(MixedColumns columns, long rows) => new() { Classes = 3, Columns = columns, RowBound = rows };

    private static MixedNaiveBayes Fit(FederatedNaiveBayesOptions options, IReadOnlyList<IClassSums> nodes)
        => ((NaiveBayesComputed)SimulatedRounds.Run(
            Computation, new NaiveBayesRequested(options), nodes, state => NaiveBayesSnapshot.Write((NaiveBayesComputed)state), snapshot => NaiveBayesSnapshot.Read(snapshot, options)).State).Model;

    private static string Refusal(MixedColumns columns, IClassSums data)
    {
        var state = new NaiveBayesRequested(Options(columns, 10));
        return Assert.Throws<ContributionException>(() => Computation.Contribute(state, data, new Contribution(Computation.Specify(state)))).Message;
    }

    private static ClassifiedRows Make(MixedColumns columns, int classes, int rows, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % classes)];
        ImmutableArray<int> sizes = columns.CategorySizes;
        return new ClassifiedRows(
            Enumerable.Range(0, rows * columns.Numeric).Select(index => (float)((generator.NextDouble() * 6) - 3 + labels[index / columns.Numeric])).ToArray(),
            Enumerable.Range(0, rows * sizes.Length).Select(index => generator.NextBelow(sizes[index % sizes.Length] + 1) - 1).ToArray(),
            labels);
    }
}
