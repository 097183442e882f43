using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Computations.Robust;

/// <summary>
/// A state between groups as a snapshot: the tensors of the computation that is made robust, and <c>groups.progress</c> [2] F64, the group whose turn it is and the
/// number k of means; <c>groups.sizes</c> [2k], weight and contributors of each; <c>groups.means</c> [k · values]. The last two only when k &gt; 0. Metadata is that computation's.
/// </summary>
public static class GroupedSnapshot
{
    private const string Progress = "groups.progress";
    private const string Sizes = "groups.sizes";
    private const string Means = "groups.means";

    /// <summary>Whether a snapshot is of groups under way, and not of the computation that is made robust alone.</summary>
    public static bool IsUnderWay(ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Tensors.Any(tensor => tensor.Name == Progress);
    }

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    /// <param name="state">After any number of groups.</param>
    /// <param name="inner">Writes the state of the computation that is made robust.</param>
    public static ModelSnapshot Write<TState>(GroupedState<TState> state, Func<TState, ModelSnapshot> inner)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(inner);
        ModelSnapshot written = inner(state.Inner);
        var tensors = new List<NamedTensor>(written.Tensors) { StateTensors.Tensor(Progress, state.Group, state.Means.Length) };
        if (state.Means.Length > 0)
        {
            tensors.Add(StateTensors.Tensor(Sizes, [.. state.Means.SelectMany(mean => new double[] { mean.Weight, mean.Contributors })]));
            tensors.Add(StateTensors.Tensor(Means, [.. state.Means.SelectMany(mean => mean.Values)]));
        }

        return new ModelSnapshot(tensors, written.Metadata);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="snapshot">From the wire.</param>
    /// <param name="inner">Reads the state of the computation that is made robust, strictly.</param>
    /// <param name="computation">The job's.</param>
    /// <exception cref="ContributionException">A tensor is missing, misshapen or not finite, or a figure is out of its range; or what the inner reader throws.</exception>
    public static GroupedState<TState> Read<TState, TData>(ModelSnapshot snapshot, Func<ModelSnapshot, TState> inner, FederatedGroups<TState, TData> computation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(computation);
        double[] progress = StateTensors.Figures(snapshot, Progress, 2);
        int group = (int)StateTensors.Whole(progress[0], "group", 0, computation.Groups - 1);
        int count = (int)StateTensors.Whole(progress[1], "number of means", 0, group);
        var state = new GroupedState<TState>(inner(new ModelSnapshot(snapshot.Tensors.Where(tensor => !IsOwn(tensor.Name, count)), snapshot.Metadata)), group, []);
        if (count == 0)
            return state;
        ContributionSpec specification = computation.Specify(state);
        int length = specification.Length;
        double[] sizes = StateTensors.Figures(snapshot, Sizes, 2 * count), means = StateTensors.Figures(snapshot, Means, checked(count * length));
        return state with { Means = [.. Enumerable.Range(0, count).Select(Mean)] };

        GroupMean Mean(int index)
        {
            int contributors = (int)StateTensors.Whole(sizes[(2 * index) + 1], "number of contributors", 1, 10_000);
            long weight = StateTensors.Whole(sizes[2 * index], "weight of a group", contributors, (long)contributors * specification.WeightBound);
            return new GroupMean(ImmutableArray.Create(means, index * length, length), weight, contributors);
        }
    }

    private static bool IsOwn(string name, int count) => name == Progress || (count > 0 && name is Sizes or Means);
}
