using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;

namespace Federated.Learning.Training;

/// <summary>
/// One run of <see cref="ClippedTraining"/>: shuffled batches, or batches that rows join by draws of their own. The latter differ in size, and are worked
/// off in parts of one size, the last one padded, so that the model needs no buffers for each size.
/// </summary>
internal sealed class ClippedRun : ITrainingRun
{
    private readonly LabelledRows _rows;
    private readonly ClippedTraining _training;
    private readonly LearningRatePlan _plan;
    private readonly SeededGenerator? _draws;
    private readonly BatchBuffer _batch;
    private readonly int[] _drawn;
    private readonly int _batchSize;

    public ClippedRun(IModel model, LabelledRows rows, ILoss loss, TrainerOptions options, LearningRatePlan plan, ClippedTrainingOptions clipped)
    {
        _rows = rows;
        _plan = plan;
        _batchSize = Math.Min(options.BatchSize, rows.Count);
        _batch = new BatchBuffer(rows, _batchSize);
        _training = new ClippedTraining(model, loss, plan.Optimizer, _batchSize, clipped) { Term = options.Term };
        _draws = clipped.PoissonSampling ? new SeededGenerator(SeededGenerator.Derive(options.Seed, 1)) : null;
        _drawn = new int[clipped.PoissonSampling ? rows.Count : 0];
    }

    /// <inheritdoc/>
    public int Steps => _training.Steps;

    /// <inheritdoc/>
    public double Pass(ReadOnlySpan<int> order)
    {
        double loss = 0, weight = 0;
        for (int start = 0; start < order.Length; start += _batchSize)
        {
            ReadOnlySpan<int> batch = _draws is null ? order.Slice(start, Math.Min(_batchSize, order.Length - start)) : Draw(order, _draws);
            _plan.BeforeStep(Steps);
            for (int part = 0; part < batch.Length; part += _batchSize)
            {
                ReadOnlySpan<int> chosen = batch.Slice(part, Math.Min(_batchSize, batch.Length - part));
                _batch.Gather(chosen);
                loss += _training.Add(_batch.PaddedFeatures, _batch.Labels, _batch.Weights);
                weight += Weigh(chosen);
            }

            _training.Finish();
        }

        return weight > 0 ? loss / weight : 0;
    }

    private ReadOnlySpan<int> Draw(ReadOnlySpan<int> order, SeededGenerator draws)
    {
        double probability = (double)_batchSize / order.Length;
        int count = 0;
        foreach (int row in order)
        {
            if (draws.NextDouble() < probability)
                _drawn[count++] = row;
        }

        return _drawn.AsSpan(0, count);
    }

    private double Weigh(ReadOnlySpan<int> chosen)
    {
        if (_rows.Weights.IsEmpty)
            return chosen.Length;
        double sum = 0;
        foreach (int row in chosen)
            sum += _rows.Weights.Span[row];
        return sum;
    }
}
