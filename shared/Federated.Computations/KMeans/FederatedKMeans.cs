using System.Collections.Immutable;
using Federated.Learning.Clustering;
using Federated.Learning.Randomness;

namespace Federated.Computations.KMeans;

/// <summary>
/// k-means over the rows of all nodes, exact: each Lloyd step (Lloyd 1982) moves a centre to the mean of the joint rows that are nearest to it, and counts,
/// sums and inertias of clusters are sums over nodes. What k-means++ needs and nobody may have, rows to seed from, is replaced by a sketch. The first round
/// asks for the mean and total variance of all rows; from a normal distribution of these the cells of the sketch are drawn; a few joint Lloyd steps carry
/// them to where the rows are (empty cells split the widest one). The cells, weighted by their counts, then stand for the rows in k-means++ (see
/// <see cref="SketchSeeding"/>), which runs on the coordinator as often as it likes. Then several descents, of every number of clusters
/// that is to be tried, share the rounds; the one of least inertia wins for each.
/// A cluster or cell below its floor is never published: it counts as empty and splits another. The clusters of a result are those at which counts and
/// inertia were summed. 1 + sketch rounds + at most the rounds agreed on; Σ runs × k × (columns + 2) numbers a node and round. Rounding to 48 bits moves a
/// centre by less than nodes × rows ÷ cluster's rows × 10⁻¹³.
/// </summary>
public sealed class FederatedKMeans : IComputation<KMeansState, IClusterSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(KMeansState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        int centres = Wanted(state).Sum(wanted => wanted.Model.Clusters);
        return RowSums.Specify(centres * (state.Options.Columns + 2), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(KMeansState state, IClusterSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        if (data.Columns != state.Options.Columns)
            throw new ContributionException($"The rows have {data.Columns} features; the job's have {state.Options.Columns}. Encode the rows as the job's features say.");
        double[] most = ClusterLayout.MostOfARow(state.Options.Columns, state.Options.FeatureBound, into.Specification.Length);
        var sums = new double[most.Length];
        int start = 0;
        foreach ((KMeansModel model, RowSample? sample) in Wanted(state))
        {
            int length = model.Clusters * (model.Columns + 2);
            data.AddSteps(model, sample, state.Options.FeatureBound, sums.AsSpan(start, length));
            start += length;
        }

        RowSums.Contribute(sums, most, into);
    }

    /// <inheritdoc/>
    public KMeansState Apply(KMeansState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        FederatedKMeansOptions options = (state ?? throw new ArgumentNullException(nameof(state))).Options;
        IReadOnlyList<(KMeansModel Model, RowSample?)> wanted = Wanted(state);
        double[] sums = ClusterLayout.Read(sum, options.Columns, options.RowBound, options.FeatureBound, Specify(state).Length);
        var statistics = new Queue<KMeansStatistics>();
        int start = 0;
        foreach ((KMeansModel model, _) in wanted)
        {
            var one = new KMeansStatistics(model);
            one.AddVector(sums.AsSpan(start, one.Length));
            statistics.Enqueue(one);
            start += one.Length;
        }

        return state switch
        {
            KMeansStarting => Sketch(options, statistics.Dequeue()),
            KMeansSketching sketching => Refine(sketching, statistics.Dequeue()),
            KMeansDescending descending => Descend(descending, statistics),
            _ => throw new InvalidOperationException("The clusters are found already; no round is left."),
        };
    }

    /// <inheritdoc/>
    public bool IsDone(KMeansState state) => state is KMeansComputed;

    private static IReadOnlyList<(KMeansModel Model, RowSample? Sample)> Wanted(KMeansState state) => state switch
    {
        KMeansStarting => [(new KMeansModel(ImmutableArray.Create(new float[state.Options.Columns]), 1), null)],
        KMeansSketching sketching => [(sketching.Cells, null)],
        KMeansDescending descending => [.. descending.Runs.Where(run => !run.IsSettled).Select(run => (run.Model, run.Sample))],
        _ => throw new InvalidOperationException("The clusters are found already; no round is left."),
    };

    private static KMeansSketching Sketch(FederatedKMeansOptions options, KMeansStatistics whole)
    {
        double rows = whole.CountOf(0);
        if (rows < options.SketchFloor)
            throw new ContributionException($"The nodes have {rows} rows together, fewer than the floor of {options.SketchFloor}; there is nothing to cluster.");
        int columns = options.Columns;
        double[] means = [.. whole.SumOf(0).ToArray().Select(sum => sum / rows)];
        double spread = Math.Sqrt(Math.Max((whole.InertiaOf(0) / rows) - means.Sum(mean => mean * mean), 0) / columns);
        int cells = (int)Math.Clamp(rows / (2.0 * options.SketchFloor), Math.Min(2, options.SketchCells), options.SketchCells);
        var generator = new SeededGenerator(options.Seed);
        var centres = new float[cells * columns];
        for (int index = 0; index < centres.Length; index++)
            centres[index] = (float)Math.Clamp(means[index % columns] + (spread * Normal(generator)), -options.FeatureBound, options.FeatureBound);
        return new KMeansSketching(options, new KMeansModel(ImmutableArray.Create(centres), cells), round: 0);
    }

    private static KMeansState Refine(KMeansSketching state, KMeansStatistics statistics)
    {
        FederatedKMeansOptions options = state.Options;
        int round = state.Round + 1;
        return round < options.SketchRounds
            ? new KMeansSketching(options, ClusterLayout.Step(statistics, options.SketchFloor) ?? state.Cells, round)
            : KMeansDescending.From(options, ClusterLayout.Cells(statistics, options.SketchFloor));
    }

    private static KMeansState Descend(KMeansDescending state, Queue<KMeansStatistics> statistics)
    {
        FederatedKMeansOptions options = state.Options;
        int round = state.Round + 1;
        ImmutableArray<KMeansRun> runs = [.. state.Runs.Select(run => run.IsSettled ? run : Step(run, statistics.Dequeue(), options))];
        if (round < options.MaximumRounds && runs.Any(run => !run.IsSettled))
            return new KMeansDescending(options, state.Sketch, runs, round);
        ImmutableArray<MeasuredClusters?> results = [.. runs.Chunk(options.Restarts).Select(restarts => restarts.Select(run => run.Best).MinBy(best => best?.MeanInertia ?? double.PositiveInfinity))];
        return new KMeansComputed(options, state.Sketch, results, round);
    }

    private static KMeansRun Step(KMeansRun run, KMeansStatistics statistics, FederatedKMeansOptions options)
    {
        MeasuredClusters? best = run.Best;
        if (ClusterLayout.Measured(statistics, options.Floor) is { } measured && !(best?.MeanInertia <= measured.MeanInertia))
            best = measured;
        if (ClusterLayout.Step(statistics, options.Floor) is not { } next)
            return run with { IsSettled = true };
        double shift = 0, rows = 0;
        for (int index = 0; index < next.Centres.Length; index++)
            shift += ((double)next.Centres[index] - run.Model.Centres[index]) * ((double)next.Centres[index] - run.Model.Centres[index]);
        for (int cluster = 0; cluster < next.Clusters; cluster++)
            rows += statistics.CountOf(cluster);
        return new KMeansRun(run.Sample, next, best, shift <= options.Tolerance * statistics.Inertia / rows);
    }

    private static double Normal(SeededGenerator generator)
        => Math.Sqrt(-2 * Math.Log(1 - generator.NextDouble())) * Math.Cos(2 * Math.PI * generator.NextDouble());
}
