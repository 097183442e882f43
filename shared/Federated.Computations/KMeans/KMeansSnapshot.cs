using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.Clustering;
using Federated.Learning.State;

namespace Federated.Computations.KMeans;

/// <summary>
/// The state of a joint clustering as a snapshot. F64 tensor <c>progress</c> [2]: phase (0 starting, 1 sketching, 2 descending, 3 computed) and round. Centres
/// are F32 tensors [k, columns], and what was measured of them is an F64 tensor [2·k] (counts, then inertias). Sketching: <c>sketch</c>; later also
/// <c>sketch.measured</c>. Descending: for each run i <c>run.i</c>, <c>run.i.settled</c> [1] and, when there are any, <c>run.i.best</c> with
/// <c>run.i.best.measured</c>. Computed: for each result i that there is, <c>result.i</c> with <c>result.i.measured</c>. Samples follow from the options.
/// </summary>
public static class KMeansSnapshot
{
    private const string Progress = "progress";
    private const string SketchName = "sketch";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(KMeansState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state switch
        {
            KMeansStarting => [StateTensors.Tensor(Progress, 0, 0)],
            KMeansSketching sketching => [StateTensors.Tensor(Progress, 1, sketching.Round), Centres(SketchName, sketching.Cells)],
            KMeansDescending descending =>
            [
                StateTensors.Tensor(Progress, 2, descending.Round), .. Measured(SketchName, descending.Sketch),
                .. descending.Runs.SelectMany((run, index) => Run(Name("run", index), run)),
            ],
            KMeansComputed computed =>
            [
                StateTensors.Tensor(Progress, 3, computed.Rounds), .. Measured(SketchName, computed.Sketch),
                .. computed.Results.SelectMany((result, index) => result is null ? [] : Measured(Name("result", index), result)),
            ],
            _ => throw new ArgumentException($"A {state.GetType().Name} has no snapshot.", nameof(state)),
        });
    }

    /// <summary>Reads what <see cref="Write"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static KMeansState Read(ModelSnapshot snapshot, FederatedKMeansOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var reading = new ClusterTensors(snapshot, options);
        double[] progress = StateTensors.Figures(snapshot, Progress, 2);
        int phase = (int)StateTensors.Whole(progress[0], "phase", 0, 3);
        int most = phase switch { 0 => 0, 1 => options.SketchRounds - 1, 2 => options.MaximumRounds - 1, _ => options.MaximumRounds };
        int round = (int)StateTensors.Whole(progress[1], "round count", 0, most);
        KMeansState state = phase switch
        {
            0 => new KMeansStarting(options),
            1 => new KMeansSketching(options, reading.Centres(SketchName, clusters: null), round),
            2 => new KMeansDescending(options, reading.Measured(SketchName, clusters: null, options.SketchFloor), Runs(reading, options), round),
            _ => new KMeansComputed(options, reading.Measured(SketchName, clusters: null, options.SketchFloor), Results(reading, options), round),
        };
        StateTensors.RequireCount(snapshot, reading.Taken + 1);
        if (state is KMeansDescending { Runs: var runs } && runs.All(run => run.IsSettled))
            throw new ContributionException("The state says that it descends, but all of its runs are settled; ask for the state again.");
        return state;
    }

    private static ImmutableArray<KMeansRun> Runs(ClusterTensors reading, FederatedKMeansOptions options)
    {
        RowSample?[] samples = SketchSeeding.Samples(options);
        return
        [
            .. Enumerable.Range(0, options.Runs).Select(index =>
            {
                string name = Name("run", index);
                int clusters = options.Clusters[index / options.Restarts / samples.Length];
                MeasuredClusters? best = reading.Holds(name + ".best") ? reading.Measured(name + ".best", clusters, options.Floor) : null;
                bool isSettled = StateTensors.Whole(reading.Figures(name + ".settled", 1)[0], "mark of a settled run", 0, 1) == 1;
                return new KMeansRun(samples[index / options.Restarts % samples.Length], reading.Centres(name, clusters), best, isSettled);
            }),
        ];
    }

    private static ImmutableArray<MeasuredClusters?> Results(ClusterTensors reading, FederatedKMeansOptions options)
    {
        int samples = Math.Max(options.Samples, 1);
        return
        [
            .. Enumerable.Range(0, options.Clusters.Length * samples)
                .Select(index => reading.Holds(Name("result", index)) ? reading.Measured(Name("result", index), options.Clusters[index / samples], options.Floor) : null),
        ];
    }

    private static string Name(string kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind}.{index}");

    private static SingleTensor Centres(string name, KMeansModel model) => new(name, new TensorShape(model.Clusters, model.Columns), model.Centres.AsSpan());

    private static NamedTensor[] Measured(string name, MeasuredClusters clusters)
        => [Centres(name, clusters.Model), StateTensors.Tensor(name + ".measured", [.. clusters.Counts.Select(count => (double)count), .. clusters.Inertias])];

    private static NamedTensor[] Run(string name, KMeansRun run)
        => [Centres(name, run.Model), StateTensors.Tensor(name + ".settled", run.IsSettled ? 1 : 0), .. run.Best is { } best ? Measured(name + ".best", best) : []];
}
