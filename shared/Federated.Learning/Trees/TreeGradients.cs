using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>
/// From a row's label and the model so far to the whole numbers that are summed. The row's raw score sₖ is the baseline plus the values of the leaves that
/// it ends in, tree t adding to score t mod outputs. With y the label, clipped to ± the largest, the gradient and hessian are
/// <list type="table">
/// <item><term>logistic</term><description>p − y and p(1 − p), p = 1 ÷ (1 + exp(−s))</description></item>
/// <item><term>softmax</term><description>pₖ − [y = k] and pₖ(1 − pₖ), pₖ = exp(sₖ) ÷ Σ exp(s)</description></item>
/// <item><term>squared error, and forests of up to two classes</term><description>s − y and 1; with weights w·(s − y) and w</description></item>
/// <item><term>Poisson</term><description>exp(s) − y and exp(s)</description></item>
/// <item><term>forests of more classes</term><description>sₖ − [y = k] and 1</description></item>
/// </list>
/// each rounded to a multiple of its grid's quantum, half to even. What is summed is the number of quanta, clipped to ± <see cref="LargestUnits"/>: an
/// integer. Exponentials that differ in their last bit, as a database's may, change it by one unit in one row of many millions.
/// </summary>
public sealed class TreeGradients
{
    /// <summary>Fixes the grids so that no sum of rows can pass a bound.</summary>
    /// <param name="target">What is predicted.</param>
    /// <param name="baseline">Raw scores before the first tree, one for each of the target's outputs.</param>
    /// <param name="trees">Trees so far whose values add to the scores; none for a forest.</param>
    /// <param name="rows">Most rows in any sum, those that count several times as often: 1 to 2⁴⁰.</param>
    /// <param name="largestSum">What sums of units must stay within, 2²⁰ or more.</param>
    /// <exception cref="ArgumentException">So many rows that fewer than four bits are left for a gradient, or another number of scores.</exception>
    public TreeGradients(TreeTarget target, ImmutableArray<double> baseline, ImmutableArray<DecisionTree> trees, long rows, long largestSum)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (baseline.IsDefault || baseline.Length != target.Outputs || !baseline.All(double.IsFinite))
            throw new ArgumentException($"The target needs {target.Outputs} finite baseline scores.", nameof(baseline));
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        int bits = StatisticGrid.MaximumBits;
        while (bits > 4 && Units(target, bits) > largestSum / rows)
            bits--;
        if (Units(target, bits) > largestSum / rows)
            throw new ArgumentException($"{rows} rows leave too few bits for each gradient in sums up to {largestSum}; train on a sample of them.", nameof(rows));
        (Target, Baseline, Trees) = (target, baseline, trees);
        (GradientGrid, HessianGrid) = (new StatisticGrid(target.LargestGradient, bits), new StatisticGrid(target.LargestHessian, bits));
        LargestUnits = Units(target, bits);
    }

    /// <summary>What is predicted.</summary>
    public TreeTarget Target { get; }

    /// <summary>Raw scores before the first tree.</summary>
    public ImmutableArray<double> Baseline { get; }

    /// <summary>Trees whose values add to the scores.</summary>
    public ImmutableArray<DecisionTree> Trees { get; }

    /// <summary>What gradients are rounded to.</summary>
    public StatisticGrid GradientGrid { get; }

    /// <summary>What hessians are rounded to.</summary>
    public StatisticGrid HessianGrid { get; }

    /// <summary>Most units of one row's gradient, hessian or loss.</summary>
    public long LargestUnits { get; }

    /// <summary>Loss of one unit: a row's loss, within the target's bound, is rounded to a multiple of it.</summary>
    public double LossQuantum => Target.LargestLoss / LargestUnits;

    private static long Units(TreeTarget target, int bits) => Math.Max(
        (long)Math.Ceiling(target.LargestGradient / new StatisticGrid(target.LargestGradient, bits).Quantum),
        (long)Math.Ceiling(target.LargestHessian / new StatisticGrid(target.LargestHessian, bits).Quantum));
}
