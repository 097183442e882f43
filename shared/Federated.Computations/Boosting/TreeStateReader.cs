using System.Collections.Immutable;
using Federated.Learning.State;
using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>Reads one snapshot, trusting nothing in it.</summary>
internal sealed class TreeStateReader(ModelSnapshot snapshot, TreePlan plan)
{
    private const double MostRows = 1L << 40;

    /// <exception cref="FormatException">The snapshot holds no state that the plan leads to.</exception>
    /// <exception cref="ArgumentException">Trees or bins that cannot be.</exception>
    public TreeState Read(string phase)
    {
        (BinMapper mapper, ImmutableArray<DecisionTree> trees) = TreeSnapshots.ReadTrees(snapshot, plan.TreeOutputs);
        double[] counts = Numbers("state.counts");
        Require(counts.Length == 2 && Array.TrueForAll(counts, count => count >= 0 && double.IsInteger(count)) && counts[0] <= MostRows, "its counts are no counts");
        if (phase == "wanted")
        {
            Require(trees.IsEmpty && counts[0] == 0 && Array.TrueForAll(["state.baseline", "state.losses"], name => Numbers(name).Length == 0), "it has trees before the first round");
            RequireNothingInGrowth();
            return new TreesWanted(mapper);
        }

        Require(phase is "growing" or "grown", $"its phase '{phase}' is not known");
        Require(counts[0] >= 1 && counts[1] <= trees.Length && counts[1] <= plan.Trees, $"it has {counts[1]} finished trees of {plan.Trees} and {counts[0]} rows");
        ImmutableArray<double> baseline = [.. Numbers("state.baseline")], losses = [.. Numbers("state.losses")];
        Require(baseline.Length == plan.Target.Outputs, $"it has {baseline.Length} baseline scores; {plan.Target.Outputs} are needed");
        Require(losses.Length <= (plan.HeldBack is null ? 0 : (plan.Trees / plan.TreesAtATime) + 1), $"it has {losses.Length} validation losses");
        (long rows, int finished) = ((long)counts[0], (int)counts[1]);
        return phase == "grown" ? ReadGrown(mapper, rows, baseline, trees, finished, losses) : ReadGrowing(mapper, rows, baseline, trees, finished, losses);
    }

    private TreesGrown ReadGrown(
        BinMapper mapper, long rows, ImmutableArray<double> baseline, ImmutableArray<DecisionTree> trees, int finished, ImmutableArray<double> losses)
    {
        Require(finished == trees.Length && (finished == plan.Trees || (losses.Length > 0 && finished % plan.TreesAtATime == 0)), $"it ends with {finished} trees");
        RequireNothingInGrowth();
        return new TreesGrown(mapper, rows, baseline, trees, losses);
    }

    private void RequireNothingInGrowth() => Require(Numbers("growing.open").Length == 0 && Numbers("growing.bounds").Length == 0, "it has nodes in growth where no tree is");

    private TreesGrowing ReadGrowing(
        BinMapper mapper, long rows, ImmutableArray<double> baseline, ImmutableArray<DecisionTree> trees, int finished, ImmutableArray<double> losses)
    {
        int expected = Math.Min(plan.TreesAtATime, plan.Trees - finished), rounds = finished / plan.TreesAtATime;
        Require(trees.Length - finished == expected, $"it has {trees.Length - finished} trees in growth where {expected} belong");
        Require(finished % plan.TreesAtATime == 0 || expected == 0, $"its {finished} finished trees are not whole rounds");
        Require(expected > 0 || plan.HeldBack is not null, "no round is left");
        double[] open = Numbers("growing.open"), bounds = Numbers("growing.bounds");
        var growing = ImmutableArray.CreateBuilder<GrowingTree>(expected);
        int nextOpen = 0, nextBound = 0;
        foreach (DecisionTree tree in trees.AsSpan()[finished..])
        {
            Require(tree.Depth < plan.Growth.MaximumDepth || NumberAt(open, nextOpen) == 0, "a tree in growth is too deep");
            int[] nodes = [.. Enumerable.Range(nextOpen + 1, NumberAt(open, nextOpen)).Select(index => NumberAt(open, index))];
            nextOpen += nodes.Length + 1;
            Require(bounds.Length - nextBound >= 2 * tree.Nodes.Length, "a tree in growth lacks bounds");
            ImmutableArray<ValueBounds> ranges =
                [.. Enumerable.Range(0, tree.Nodes.Length).Select(node => new ValueBounds(Free(bounds[nextBound + (2 * node)]), Free(bounds[nextBound + (2 * node) + 1])))];
            nextBound += 2 * ranges.Length;
            growing.Add(GrowingTree.Of(tree, ranges, [.. nodes]));
        }

        Require(nextOpen == open.Length && nextBound == bounds.Length, "it has open nodes or bounds of no tree");
        Require(expected == 0 || growing.Any(tree => !tree.IsFinished), "no tree in growth has an open node");
        bool judges = plan.HeldBack is not null, known = losses.Length == rounds + 1, due = losses.Length == rounds;
        Require(!judges || known || (due && growing.All(tree => tree.Tree.Depth == 0)), $"it has {losses.Length} validation losses after {rounds} rounds");
        Require(expected > 0 || due, "its last validation loss is known, yet it is not finished");
        return new TreesGrowing(mapper, rows, baseline, trees[..finished], growing.MoveToImmutable(), losses);
    }

    private static int NumberAt(double[] numbers, int index)
    {
        Require(index < numbers.Length && numbers[index] >= 0 && numbers[index] < Array.MaxLength && double.IsInteger(numbers[index]), "its open nodes are not whole numbers");
        Require(numbers[index] <= 1 << 24, "it has too many open nodes");
        return (int)numbers[index];
    }

    private static double Free(double bound) => Math.Abs(bound) == double.MaxValue ? bound * 2 : bound;

    private double[] Numbers(string name)
    {
        NamedTensor? tensor = snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name);
        Require(tensor is DoubleTensor doubles && !doubles.Values.ContainsAnyExceptInRange(double.MinValue, double.MaxValue), $"it lacks an F64 tensor '{name}' of finite numbers");
        return ((DoubleTensor)tensor!).Values.ToArray();
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new FormatException($"{otherwise}; they belong to another job or were changed.");
    }
}
