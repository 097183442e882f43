using System.Collections.Immutable;

namespace Federated.Computations.Boosting;

/// <summary>
/// Several boosted models in the same rounds, each on rows of its own: as many rounds as the longest of them takes, and their numbers one behind the other. Exact as each is alone: one integer for each unit,
/// with the bits of the model that needs most.
/// </summary>
/// <param name="each">What every model is grown by.</param>
public sealed class SimultaneousBoosting(FederatedBoosting each) : IComputation<ImmutableArray<TreeState>, IReadOnlyList<ITreeSums>>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(ImmutableArray<TreeState> state)
    {
        ContributionSpec[] parts = [.. Unfinished(state).Select(model => each.Specify(state[model]))];
        ContributionSpec widest = parts.MaxBy(part => part.Bits) ?? throw new InvalidOperationException("The trees are grown already; no round is left.");
        return new ContributionSpec(parts.Sum(part => part.Length), widest.Bound, clipNorm: null, widest.Bits, weightBound: 1, widest.Unit);
    }

    /// <inheritdoc/>
    /// <exception cref="ContributionException">The rows of a model cannot be summed, or there are sums of another number of models.</exception>
    public void Contribute(ImmutableArray<TreeState> state, IReadOnlyList<ITreeSums> data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        if (data.Count != state.Length)
            throw new ContributionException($"The node brought sums for {data.Count} models; the job grows {state.Length}.");
        int next = 0;
        foreach (int model in Unfinished(state))
        {
            var part = new Contribution(each.Specify(state[model]));
            each.Contribute(state[model], data[model], part);
            part.Values.CopyTo(into.Values[next..]);
            next += part.Values.Length;
        }

        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public ImmutableArray<TreeState> Apply(ImmutableArray<TreeState> state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        sum.RequireFit(Specify(state));
        var after = state.ToBuilder();
        int next = 0;
        foreach (int model in Unfinished(state))
        {
            int length = each.Specify(state[model]).Length;
            after[model] = each.Apply(state[model], new SecureSum(sum.Values.Slice(next, length).ToArray(), sum.Weight, sum.Contributors));
            next += length;
        }

        return after.MoveToImmutable();
    }

    /// <inheritdoc/>
    public bool IsDone(ImmutableArray<TreeState> state) => state.All(each.IsDone);

    private IEnumerable<int> Unfinished(ImmutableArray<TreeState> state) => Enumerable.Range(0, state.Length).Where(model => !each.IsDone(state[model]));
}
