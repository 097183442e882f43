using System.Collections.Immutable;
using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>
/// How far clusterings agree on the rows of all nodes, exact in one round: a node counts its rows by their clusters in both; the adjusted Rand index and the
/// Jaccard indices are functions of the summed table. Between a clustering of all rows and clusterings of half samples (<see cref="FederatedKMeansOptions.Samples"/>)
/// it measures stability (Ben-Hur, Elisseeff and Guyon 2002). k·k' numbers for each comparison.
/// </summary>
public sealed class FederatedAgreement : IComputation<AgreementState, IClusterSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(AgreementState state)
    {
        AgreementRequested requested = Requested(state);
        return RowSums.Specify(requested.Reference.Clusters * requested.Others.Sum(other => other.Clusters), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(AgreementState state, IClusterSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        AgreementRequested requested = Requested(state);
        if (data.Columns != state.Options.Columns)
            throw new ContributionException($"The rows have {data.Columns} features; the job's have {state.Options.Columns}. Encode the rows as the job's features say.");
        var counts = new double[into.Specification.Length];
        int start = 0;
        foreach (KMeansModel other in requested.Others)
        {
            int length = requested.Reference.Clusters * other.Clusters;
            data.AddCrossings(requested.Reference, other, state.Options.FeatureBound, counts.AsSpan(start, length));
            start += length;
        }

        RowSums.Contribute(counts, MostOfARow(counts.Length), into);
    }

    /// <inheritdoc/>
    public AgreementState Apply(AgreementState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        AgreementRequested requested = Requested(state);
        double[] sums = RowSums.Read(sum, MostOfARow(Specify(state).Length), state.Options.RowBound);
        var results = ImmutableArray.CreateBuilder<ClusterAgreement>();
        int start = 0;
        foreach (KMeansModel other in requested.Others)
        {
            var counts = new long[requested.Reference.Clusters * other.Clusters];
            for (int index = 0; index < counts.Length; index++)
                counts[index] = SummedCount.Of(sums, start + index, sum.Contributors * state.Options.RowBound);
            results.Add(new ClusterAgreement(counts, requested.Reference.Clusters));
            start += counts.Length;
        }

        return new AgreementComputed(state.Options, results.ToImmutable());
    }

    /// <inheritdoc/>
    public bool IsDone(AgreementState state) => state is AgreementComputed;

    private static AgreementRequested Requested(AgreementState state)
        => state as AgreementRequested ?? throw new InvalidOperationException("The agreement is computed already; no round is left.");

    private static double[] MostOfARow(int length)
    {
        var most = new double[length];
        Array.Fill(most, 1);
        return most;
    }
}
