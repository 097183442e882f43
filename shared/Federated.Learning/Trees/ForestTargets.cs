using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>What the trees of a forest predict, as gradients −w·y and hessians w for each output.</summary>
internal sealed class ForestTargets
{
    private readonly ReadOnlyMemory<float> _labels;
    private readonly float[] _weights;
    private readonly int _classes;
    private readonly StatisticGrid _gradientGrid;
    private readonly StatisticGrid _hessianGrid;

    public ForestTargets(TrainingTable table, RandomForestOptions options)
    {
        _labels = table.Labels;
        _classes = options.Classes;
        _weights = ClassWeighting.Of(table, options.ClassWeights, options.BalancedClasses, options.Classes);
        Outputs = options.Outputs;
        Baseline = _classes == 0 ? new SquaredErrorBoostingLoss().Baseline(table.Labels.Span, _weights)[0] : 0;
        double gradient = 0, hessian = 0;
        for (int row = 0; row < _weights.Length; row++)
        {
            gradient = Math.Max(gradient, _weights[row] * Math.Abs(TargetOf(row, 0)));
            hessian = Math.Max(hessian, _weights[row]);
        }

        // For classes both have the same grid, so that a gradient of label 1 is the negative hessian to the bit.
        gradient = _classes == 0 ? gradient : hessian;
        if (!(gradient < 1e35 && hessian < 1e35))
            throw new ArgumentException($"Labels and weights make gradients up to {gradient}, too large for binary32; divide them by a constant.", nameof(table));
        (_gradientGrid, _hessianGrid) = (new StatisticGrid(gradient), new StatisticGrid(hessian));
    }

    /// <summary>Values of a leaf.</summary>
    public int Outputs { get; }

    /// <summary>Mean label of a regression, which the trees' values are added to; 0 for classes.</summary>
    public double Baseline { get; }

    /// <summary>Statistics of the rows for a bootstrap.</summary>
    /// <param name="draws">Times that each row was drawn.</param>
    /// <param name="statistics">outputs × rows.</param>
    public void Write(ReadOnlySpan<byte> draws, Span<GradientStatistic> statistics)
    {
        for (int output = 0; output < Outputs; output++)
        {
            for (int row = 0; row < draws.Length; row++)
            {
                double weight = (double)_weights[row] * draws[row];
                statistics[(output * draws.Length) + row] = new GradientStatistic(
                    _gradientGrid.Round(-weight * TargetOf(row, output)), _hessianGrid.Round(weight), draws[row]);
            }
        }
    }

    /// <summary>Whether every row of a node has label 1 for the output that the sums are of; classes only.</summary>
    public static bool IsAllOnes(NodeSums sums) => sums.Gradient == -sums.Hessian;

    private double TargetOf(int row, int output)
    {
        float label = _labels.Span[row];
        return _classes switch
        {
            0 => label - Baseline,
            2 => label,
            _ => label == output ? 1 : 0,
        };
    }
}
