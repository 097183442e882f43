using System.Collections.Immutable;
using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>
/// State of <see cref="FederatedKMeans"/>: <see cref="KMeansStarting"/>, then <see cref="KMeansSketching"/>, then <see cref="KMeansDescending"/>, then
/// <see cref="KMeansComputed"/>.
/// </summary>
public abstract record KMeansState
{
    private protected KMeansState(FederatedKMeansOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>What was agreed on.</summary>
    public FederatedKMeansOptions Options { get; }
}

/// <summary>Before the first round: the mean and spread of all rows are wanted.</summary>
public sealed record KMeansStarting : KMeansState
{
    /// <summary>Asks for joint clusters.</summary>
    /// <exception cref="ArgumentException">Options out of range; the message names all of them.</exception>
    public KMeansStarting(FederatedKMeansOptions options)
        : base(options)
    {
    }
}

/// <summary>Many small cells are moved to where the rows are.</summary>
public sealed record KMeansSketching : KMeansState
{
    internal KMeansSketching(FederatedKMeansOptions options, KMeansModel cells, int round)
        : base(options)
    {
        Cells = cells;
        Round = round;
    }

    /// <summary>Where sums are wanted next.</summary>
    public KMeansModel Cells { get; }

    /// <summary>Rounds of the sketch so far.</summary>
    public int Round { get; }
}

/// <summary>All descents take their steps.</summary>
public sealed record KMeansDescending : KMeansState
{
    internal KMeansDescending(FederatedKMeansOptions options, MeasuredClusters sketch, ImmutableArray<KMeansRun> runs, int round)
        : base(options)
    {
        Sketch = sketch;
        Runs = runs;
        Round = round;
    }

    /// <summary>The cells that the seeds were chosen from.</summary>
    public MeasuredClusters Sketch { get; }

    /// <summary>For each number of clusters, for each sample, so many restarts.</summary>
    public ImmutableArray<KMeansRun> Runs { get; }

    /// <summary>Rounds of the descents so far.</summary>
    public int Round { get; }

    /// <summary>Descends from a sketch that another clustering of the same rows made; it saves the rounds of a new one.</summary>
    /// <param name="options">What was agreed on.</param>
    /// <param name="sketch">Cells of as many columns.</param>
    /// <exception cref="ArgumentException">Options out of range, or a sketch of other columns.</exception>
    public static KMeansDescending From(FederatedKMeansOptions options, MeasuredClusters sketch)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sketch);
        options.Validate();
        if (sketch.Model.Columns != options.Columns)
            throw new ArgumentException($"The sketch has {sketch.Model.Columns} columns; the job has {options.Columns}.", nameof(sketch));
        return new KMeansDescending(options, sketch, SketchSeeding.Runs(options, sketch), round: 0);
    }
}

/// <summary>After the last round.</summary>
public sealed record KMeansComputed : KMeansState
{
    internal KMeansComputed(FederatedKMeansOptions options, MeasuredClusters sketch, ImmutableArray<MeasuredClusters?> results, int rounds)
        : base(options)
    {
        Sketch = sketch;
        Results = results;
        Rounds = rounds;
    }

    /// <summary>Many small cells: mean, size and inertia of each; a hierarchy can be built of them.</summary>
    public MeasuredClusters Sketch { get; }

    /// <summary>
    /// For each number of clusters, for each sample (one when there are none), the best clusters; null when no descent found that many clusters of at least
    /// the floor's rows.
    /// </summary>
    public ImmutableArray<MeasuredClusters?> Results { get; }

    /// <summary>Rounds that the descents took.</summary>
    public int Rounds { get; }
}
