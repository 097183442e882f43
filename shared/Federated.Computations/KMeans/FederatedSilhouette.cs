using System.Collections.Immutable;
using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>
/// The simplified silhouette (Hruschka, de Castro and Campello 2004; compared with the full one by Vendramin, Campello and Hruschka 2010) over the rows of all
/// nodes, exact in one round. A row's value is (b − a)/max(a, b) with the distances a to its own centre and b to the next nearest one, which is 1 − a/b;
/// it needs no pairs of rows, so its mean is a sum. Rousseeuw's silhouette (1987), which needs them, cannot be summed over nodes. Several clusterings share the
/// round: 2·k numbers each.
/// </summary>
public sealed class FederatedSilhouette : IComputation<SilhouetteState, IClusterSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(SilhouetteState state)
    {
        SilhouetteRequested requested = Requested(state);
        return RowSums.Specify(2 * requested.Models.Sum(model => model.Clusters), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(SilhouetteState state, IClusterSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        SilhouetteRequested requested = Requested(state);
        if (data.Columns != state.Options.Columns)
            throw new ContributionException($"The rows have {data.Columns} features; the job's have {state.Options.Columns}. Encode the rows as the job's features say.");
        var sums = new double[into.Specification.Length];
        int start = 0;
        foreach (KMeansModel model in requested.Models)
        {
            data.AddSilhouettes(model, state.Options.FeatureBound, sums.AsSpan(start, 2 * model.Clusters));
            start += 2 * model.Clusters;
        }

        RowSums.Contribute(sums, MostOfARow(sums.Length), into);
    }

    /// <inheritdoc/>
    public SilhouetteState Apply(SilhouetteState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        SilhouetteRequested requested = Requested(state);
        double[] sums = RowSums.Read(sum, MostOfARow(Specify(state).Length), state.Options.RowBound);
        var results = ImmutableArray.CreateBuilder<ClusterSilhouette>();
        int start = 0;
        foreach (KMeansModel model in requested.Models)
        {
            results.Add(Result(sums, start, model.Clusters, sum.Contributors * state.Options.RowBound));
            start += 2 * model.Clusters;
        }

        return new SilhouetteComputed(state.Options, results.ToImmutable());
    }

    /// <inheritdoc/>
    public bool IsDone(SilhouetteState state) => state is SilhouetteComputed;

    private static SilhouetteRequested Requested(SilhouetteState state)
        => state as SilhouetteRequested ?? throw new InvalidOperationException("The silhouettes are computed already; no round is left.");

    private static ClusterSilhouette Result(double[] sums, int start, int clusters, long most)
    {
        var counts = ImmutableArray.CreateBuilder<long>(clusters);
        var means = ImmutableArray.CreateBuilder<double>(clusters);
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            long count = SummedCount.Of(sums, start + (2 * cluster), most);
            double value = Math.Clamp(sums[start + (2 * cluster) + 1], 0, count);
            counts.Add(count);
            means.Add(count == 0 ? 0 : value / count);
        }

        return ClusterSilhouette.Of(counts.MoveToImmutable(), means.MoveToImmutable());
    }

    private static double[] MostOfARow(int length)
    {
        var most = new double[length];
        Array.Fill(most, 1);
        return most;
    }
}
