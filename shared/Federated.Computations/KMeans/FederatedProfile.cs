using System.Collections.Immutable;

namespace Federated.Computations.KMeans;

/// <summary>
/// Means of the features over the rows of each cluster, and the clusters' sizes, over all nodes, exact in one round: the sums of a Lloyd step without the step. The
/// rows may be others than those that the clusters were found on. A cluster below the floor is published as empty. k·(columns + 2) numbers a node.
/// </summary>
public sealed class FederatedProfile : IComputation<ProfileState, IClusterSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(ProfileState state)
    {
        ProfileRequested requested = Requested(state);
        return RowSums.Specify(requested.Model.Clusters * (state.Options.Columns + 2), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(ProfileState state, IClusterSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        ProfileRequested requested = Requested(state);
        if (data.Columns != state.Options.Columns)
            throw new ContributionException($"The rows have {data.Columns} features; the job's have {state.Options.Columns}. Encode the rows as the job's features say.");
        var sums = new double[into.Specification.Length];
        data.AddSteps(requested.Model, sample: null, state.Options.FeatureBound, sums);
        RowSums.Contribute(sums, ClusterLayout.MostOfARow(state.Options.Columns, state.Options.FeatureBound, sums.Length), into);
    }

    /// <inheritdoc/>
    public ProfileState Apply(ProfileState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        ProfileRequested requested = Requested(state);
        ClusterQualityOptions options = state.Options;
        double[] sums = ClusterLayout.Read(sum, options.Columns, options.RowBound, options.FeatureBound, Specify(state).Length);
        var counts = ImmutableArray.CreateBuilder<long>();
        var means = ImmutableArray.CreateBuilder<double>();
        for (int start = 0; start < sums.Length; start += options.Columns + 2)
        {
            bool isKept = sums[start] >= requested.Floor;
            counts.Add(isKept ? (long)sums[start] : 0);
            for (int column = 0; column < options.Columns; column++)
                means.Add(isKept ? Math.Clamp(sums[start + 2 + column] / sums[start], -options.FeatureBound, options.FeatureBound) : double.NaN);
        }

        return new ProfileComputed(options, new ClusterProfile(counts.ToImmutable(), means.ToImmutable()));
    }

    /// <inheritdoc/>
    public bool IsDone(ProfileState state) => state is ProfileComputed;

    private static ProfileRequested Requested(ProfileState state)
        => state as ProfileRequested ?? throw new InvalidOperationException("The profile is computed already; no round is left.");
}
