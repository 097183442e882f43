using System.Collections.Immutable;
using Federated.Learning.State;
using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>
/// A state as a snapshot. The metadata <c>phase</c> is <c>wanted</c>, <c>growing</c> or <c>grown</c>; bins and all trees, those in growth last, stand as
/// <see cref="TreeSnapshots.CaptureTrees"/> writes them; the other tensors, F64, are <c>state.counts</c> [2] (rows, finished trees), <c>state.baseline</c>,
/// <c>state.losses</c>, <c>growing.open</c> (of each tree in growth the number of its open nodes and then these) and <c>growing.bounds</c> [nodes in growth, 2]
/// (±1.797…e308 where free). Options are not in it: every node has them from its job.
/// </summary>
public static class TreeStateSnapshot
{
    private const string PhaseKey = "phase";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(TreeState state) => state switch
    {
        TreesWanted => Write("wanted", state.Mapper, 0, [], [], [], []),
        TreesGrowing growing => Write("growing", state.Mapper, growing.Rows, growing.Baseline, growing.Trees, growing.Growing, growing.ValidationLosses),
        TreesGrown grown => Write("grown", state.Mapper, grown.Rows, grown.Baseline, grown.Trees, [], grown.ValidationLosses),
        _ => throw new ArgumentException("The state is of no known kind.", nameof(state)),
    };

    /// <summary>Reads a state of a boosting.</summary>
    /// <exception cref="ContributionException">The snapshot holds no state that these options lead to.</exception>
    public static TreeState Read(ModelSnapshot snapshot, FederatedBoosting computation)
    {
        ArgumentNullException.ThrowIfNull(computation);
        return Read(snapshot, computation.Plan);
    }

    /// <summary>Reads a state of a forest.</summary>
    /// <exception cref="ContributionException">The snapshot holds no state that these options lead to.</exception>
    public static TreeState Read(ModelSnapshot snapshot, FederatedForest computation)
    {
        ArgumentNullException.ThrowIfNull(computation);
        return Read(snapshot, computation.Plan);
    }

    private static TreeState Read(ModelSnapshot snapshot, TreePlan plan)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        try
        {
            return new TreeStateReader(snapshot, plan).Read(snapshot.Metadata.GetValueOrDefault(PhaseKey) ?? "missing");
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new ContributionException($"The published trees cannot be used: {fault.Message}", fault);
        }
    }

    private static ModelSnapshot Write(
        string phase,
        BinMapper mapper,
        long rows,
        ImmutableArray<double> baseline,
        ImmutableArray<DecisionTree> trees,
        ImmutableArray<GrowingTree> growing,
        ImmutableArray<double> losses)
    {
        DecisionTree[] all = [.. trees, .. growing.Select(tree => tree.Tree)];
        double[] open = [.. growing.SelectMany(tree => tree.Open.Select(node => (double)node).Prepend(tree.Open.Length))];
        double[] bounds = [.. growing.SelectMany(tree => tree.Bounds).SelectMany(range => new[] { Finite(range.Lower), Finite(range.Upper) })];
        NamedTensor[] own =
        [
            Vector("state.counts", [rows, trees.Length]),
            Vector("state.baseline", baseline.AsSpan()),
            Vector("state.losses", losses.AsSpan()),
            Vector("growing.open", open),
            new DoubleTensor("growing.bounds", new TensorShape(bounds.Length / 2, 2), bounds),
        ];
        ModelSnapshot held = TreeSnapshots.CaptureTrees(mapper, all, all.Length == 0 ? 1 : all[0].Outputs);
        return new ModelSnapshot([.. held.Tensors, .. own], [new(PhaseKey, phase)]);
    }

    private static double Finite(double bound) => Math.Clamp(bound, -double.MaxValue, double.MaxValue);

    private static DoubleTensor Vector(string name, ReadOnlySpan<double> values) => new(name, new TensorShape(values.Length), values);
}
