using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>Gradients and hessians of all rows from their scores; a chunk is a run of rows.</summary>
internal sealed class ScoreWork(BoostingLoss loss, double[] scores, ReadOnlyMemory<float> labels, float[] weights) : ParallelWork
{
    private const int RowsOfChunk = 4096;
    private readonly GradientStatistic[] _statistics = new GradientStatistic[scores.Length];
    private StatisticGrid _gradientGrid;
    private StatisticGrid _hessianGrid;

    /// <summary>outputs × rows, written by <see cref="Differentiate"/>.</summary>
    public ReadOnlyMemory<GradientStatistic> Statistics => _statistics;

    /// <summary>Overwrites <see cref="Statistics"/>.</summary>
    /// <exception cref="InvalidOperationException">A score or gradient is not finite or too large for binary32.</exception>
    public void Differentiate(Workers workers)
    {
        (double gradient, double hessian) = loss.Largest(scores, labels.Span, weights);
        if (!(gradient < 1e37 && hessian < 1e37))
        {
            throw new InvalidOperationException(
                $"Boosting stopped: the largest gradient is {gradient} and the largest hessian {hessian}. Divide the labels by a constant, or lower the learning rate.");
        }

        (_gradientGrid, _hessianGrid) = (new StatisticGrid(gradient), new StatisticGrid(hessian));
        workers.Run(this, (weights.Length + RowsOfChunk - 1) / RowsOfChunk);
    }

    public override void Run(int chunk)
    {
        int first = chunk * RowsOfChunk;
        var rows = new ScoredRows(scores, labels.Span, weights, first, Math.Min(weights.Length, first + RowsOfChunk));
        loss.Differentiate(rows, _gradientGrid, _hessianGrid, _statistics);
    }
}
