using System.Collections.Immutable;
using System.Numerics;
using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>The rounds that boosting and forests share: one for the labels, then one for each level of the trees that are grown together.</summary>
internal sealed class LevelwiseGrowth(TreePlan plan)
{
    /// <summary>Most training rows of all nodes together: 2⁴⁰.</summary>
    private const long MostRows = 1L << 40;

    // Sums of a node stay below this, so that a coordinate takes at most 48 bits.
    private const long LargestSum = (1L << 47) - 1;
    private const int LossFigures = 2;

    public ContributionSpec Specify(TreeState state)
    {
        if (state is TreesWanted)
            return Whole(plan.Target.LabelSums, LargestSum);
        TreesGrowing growing = Unfinished(state);
        TreeHistogramRequest request = RequestOf(growing);
        return Whole(LossLength(growing) + request.Length, request.Gradients.LargestUnits * MostCounted(growing.Rows));
    }

    public void Contribute(TreeState state, ITreeSums data, Contribution into)
    {
        Span<double> values = into.Values;
        values.Clear();
        if (state is TreesWanted)
        {
            data.AddLabels(LabelsOf(state), values);
        }
        else
        {
            TreesGrowing growing = Unfinished(state);
            TreeHistogramRequest request = RequestOf(growing);
            int losses = LossLength(growing);
            if (losses > 0)
                data.AddLosses(request, values[..losses]);
            if (request.Length > 0)
                data.AddHistograms(request, values[losses..]);
        }

        into.Weight = 1;
        into.Validate();
    }

    public TreeState Apply(TreeState state, SecureSum sum)
    {
        sum.RequireFit(Specify(state));
        if (state is TreesWanted)
            return Begin(state, sum);
        TreesGrowing growing = Unfinished(state);
        int losses = LossLength(growing);
        ImmutableArray<double> known = losses > 0 ? growing.ValidationLosses.Add(MeanLoss(growing, sum.Values)) : growing.ValidationLosses;
        int best = BestRound(known);
        if (growing.Growing.IsEmpty || known.Length - 1 - best >= plan.Patience)
            return Finish(growing, growing.Trees, known);
        TreeHistogramRequest request = RequestOf(growing);
        ImmutableArray<GrowingTree> grown = new HistogramReading(request, plan.TreeOutputs, growing.Rows * plan.MostDraws)
            .Grow(growing.Growing, sum.Values[losses..], plan.Growth);
        if (grown.Any(tree => !tree.IsFinished))
            return new TreesGrowing(growing.Mapper, growing.Rows, growing.Baseline, growing.Trees, grown, known);
        ImmutableArray<DecisionTree> trees = growing.Trees.AddRange(grown.Select(tree => tree.Finish(plan.Growth)));
        int next = Math.Min(plan.TreesAtATime, plan.Trees - trees.Length);
        return next == 0 && plan.HeldBack is null
            ? Finish(growing, trees, known)
            : new TreesGrowing(growing.Mapper, growing.Rows, growing.Baseline, trees, Seeds(next), known);
    }

    private TreesGrowing Begin(TreeState state, SecureSum sum)
    {
        var sums = new double[plan.Target.LabelSums];
        for (int index = 0; index < sums.Length; index++)
        {
            bool isCount = plan.Target.Classes > 0 || index == 0;
            sums[index] = isCount ? SummedCount.Of(sum.Values, index, MostRows) : sum.Values[index] * (index == 1 ? LabelQuantum : WeightQuantum);
        }

        long rows = (long)(plan.Target.Classes > 0 ? sums.Sum() : sums[0]);
        if (rows is < 1 or > MostRows)
            throw new ContributionException($"All nodes together have {rows} training rows; trees need 1 to {MostRows}.");
        double weight = plan.Target.LargestWeight ?? 1;
        if (plan.Target.LargestWeight is not null && !(sums[2] > 0 && sums[2] <= rows * weight * (1 + 1e-6)))
            throw new ContributionException($"The weights of {rows} rows add up to {sums[2]}; they must weigh something, and no more than {weight} each.");
        if (plan.Target.Classes == 0 && Math.Abs(sums[1]) > rows * plan.Target.LargestLabel * weight * (1 + 1e-6))
            throw new ContributionException($"The labels of {rows} rows add up to {sums[1]}, more than their declared size {plan.Target.LargestLabel} allows; a node sent something else.");
        return new TreesGrowing(state.Mapper, rows, plan.Target.Baseline(sums), [], Seeds(Math.Min(plan.TreesAtATime, plan.Trees)), []);
    }

    private TreesGrown Finish(TreesGrowing growing, ImmutableArray<DecisionTree> trees, ImmutableArray<double> losses)
    {
        int kept = losses.IsEmpty ? trees.Length : BestRound(losses) * plan.TreesAtATime;
        return new TreesGrown(growing.Mapper, growing.Rows, growing.Baseline, [.. trees.Take(kept)], losses);
    }

    private TreeHistogramRequest RequestOf(TreesGrowing state)
    {
        int columns = state.Mapper.Columns.Length;
        var gradients = new TreeGradients(plan.Target, state.Baseline, plan.IsAdditive ? state.Trees : [], MostCounted(state.Rows), LargestSum);
        var trees = ImmutableArray.CreateBuilder<RequestedTree>(state.Growing.Length);
        for (int index = 0; index < state.Growing.Length; index++)
        {
            int tree = state.Trees.Length + index;
            GrowingTree growing = state.Growing[index];
            trees.Add(new RequestedTree(
                growing.Tree,
                plan.IsAdditive ? tree % plan.Target.Outputs : 0,
                plan.DrawsOf(tree),
                growing.Open,
                [.. growing.Open.Select(node => plan.ColumnsOf(tree, node, columns))]));
        }

        return new TreeHistogramRequest(state.Mapper, gradients, trees.MoveToImmutable(), plan.HeldBack);
    }

    private TreeLabelRequest LabelsOf(TreeState state) => new(state.Mapper, plan.Target, plan.HeldBack, LabelQuantum, plan.Target.LargestWeight is null ? 0 : WeightQuantum);

    // Fine enough that a mean label is wrong by less than a millionth of the largest, coarse enough for sums over 2²⁷ rows of a node.
    private double LabelQuantum => plan.Target.LargestLabel * WeightQuantum;

    private double WeightQuantum => Math.ScaleB(plan.Target.LargestWeight ?? 1, -20);

    // Half of the rows at most are held back, give or take; twice the training rows are never passed.
    private long MostCounted(long rows) => rows * plan.MostDraws * (plan.HeldBack is null ? 1 : 2);

    private int LossLength(TreesGrowing state) =>
        plan.HeldBack is not null && state.ValidationLosses.Length == state.Trees.Length / plan.TreesAtATime ? LossFigures : 0;

    private double MeanLoss(TreesGrowing state, ReadOnlySpan<double> sums)
    {
        long held = SummedCount.Of(sums, 1, MostRows);
        if (held == 0)
            throw new ContributionException("No row of any node was held back to judge the trees; raise the validation share, or leave it out.");
        double loss = sums[0] * RequestOf(state).Gradients.LossQuantum / held;
        return Math.Abs(loss) <= plan.Target.LargestLoss * (1 + 1e-9)
            ? loss
            : throw new ContributionException($"The joint validation loss is {loss}, beyond what a row can lose; a node sent something else.");
    }

    private static int BestRound(ImmutableArray<double> losses)
    {
        int best = 0;
        for (int round = 1; round < losses.Length; round++)
            best = losses[round] < losses[best] ? round : best;
        return best;
    }

    private ImmutableArray<GrowingTree> Seeds(int count) => [.. Enumerable.Range(0, count).Select(_ => GrowingTree.Seed(plan.TreeOutputs))];

    // One integer for each unit: what is whole is carried exactly.
    private static ContributionSpec Whole(int length, long largest)
    {
        int bits = BitOperations.Log2((ulong)largest) + 2;
        return new ContributionSpec(length, (1L << (bits - 1)) - 1, clipNorm: null, bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    private static TreesGrowing Unfinished(TreeState state) =>
        state as TreesGrowing ?? throw new InvalidOperationException("The trees are grown already; no round is left.");
}
