using System.Collections.Immutable;

namespace Federated.Computations.Boosting;

/// <summary>
/// Several boostings in the same rounds, each as <see cref="FederatedBoosting"/> alone would be: a round carries, one after another, what each that is not finished asks for. Their
/// rounds do not add up, the longest counts. Sums are of whole numbers, so that the common width, that of the widest, changes none of them.
/// </summary>
public sealed class ParallelBoosting : IComputation<ImmutableArray<TreeState>, IReadOnlyList<ITreeSums>>
{
    private readonly ImmutableArray<FederatedBoosting> _boostings;

    /// <summary>Takes the boostings, whose states and rows come in the same order.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ParallelBoosting(IEnumerable<FederatedBoosting> boostings)
    {
        ArgumentNullException.ThrowIfNull(boostings);
        _boostings = [.. boostings];
        if (_boostings.IsEmpty)
            throw new ArgumentException("There is no boosting to run; give at least one.", nameof(boostings));
    }

    /// <inheritdoc/>
    public ContributionSpec Specify(ImmutableArray<TreeState> state)
    {
        ContributionSpec[] parts = [.. Unfinished(state).Select(index => _boostings[index].Specify(state[index]))];
        if (parts.Length == 0)
            throw new InvalidOperationException("All trees are grown; no round is left.");
        int bits = parts.Max(part => part.Bits);
        return new ContributionSpec(parts.Sum(part => part.Length), (1L << (bits - 1)) - 1, clipNorm: null, bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    /// <exception cref="ContributionException">The rows of a model cannot be summed, or there are sums of another number of models.</exception>
    public void Contribute(ImmutableArray<TreeState> state, IReadOnlyList<ITreeSums> data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        if (data.Count != _boostings.Length)
            throw new ContributionException($"The node brought sums for {data.Count} models; the job grows {_boostings.Length}.");
        Span<double> rest = into.Values;
        foreach (int index in Unfinished(state))
        {
            var part = new Contribution(_boostings[index].Specify(state[index]));
            _boostings[index].Contribute(state[index], data[index], part);
            part.Values.CopyTo(rest);
            rest = rest[part.Values.Length..];
        }

        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public ImmutableArray<TreeState> Apply(ImmutableArray<TreeState> state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        sum.RequireFit(Specify(state));
        var next = state.ToBuilder();
        int start = 0;
        foreach (int index in Unfinished(state))
        {
            int length = _boostings[index].Specify(state[index]).Length;
            next[index] = _boostings[index].Apply(state[index], new SecureSum(sum.Values.Slice(start, length).ToArray(), sum.Weight, sum.Contributors));
            start += length;
        }

        return next.MoveToImmutable();
    }

    /// <inheritdoc/>
    public bool IsDone(ImmutableArray<TreeState> state) => Unfinished(state).Length == 0;

    private int[] Unfinished(ImmutableArray<TreeState> state) => state.Length == _boostings.Length
        ? [.. Enumerable.Range(0, state.Length).Where(index => !_boostings[index].IsDone(state[index]))]
        : throw new ArgumentException($"{state.Length} states were given for {_boostings.Length} boostings.", nameof(state));
}
