using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.Tensors;

namespace Federated.Learning.Training;

/// <summary>One run's optimiser and buffers. After the first pass a step allocates nothing.</summary>
internal sealed class TrainingRun : ITrainingRun
{
    private readonly IModel _model;
    private readonly ILoss _loss;
    private readonly TrainerOptions _options;
    private readonly LearningRatePlan _plan;
    private readonly IOptimizer _optimizer;
    private readonly BatchBuffer _batch;
    private readonly float[] _gradient;
    private readonly int _batchSize;

    public TrainingRun(IModel model, LabelledRows rows, ILoss loss, TrainerOptions options)
        : this(model, rows, loss, options, new LearningRatePlan(options.CreateOptimizer(model.Parameters), options))
    {
    }

    public TrainingRun(IModel model, LabelledRows rows, ILoss loss, TrainerOptions options, LearningRatePlan plan)
    {
        _model = model;
        _loss = loss;
        _options = options;
        _plan = plan;
        _optimizer = plan.Optimizer;
        _batchSize = Math.Min(options.BatchSize, rows.Count);
        _batch = new BatchBuffer(rows, _batchSize);
        _gradient = new float[_batchSize * model.OutputSize];
        foreach (Parameter parameter in model.Parameters)
            parameter.ClearGradient();
    }

    /// <inheritdoc/>
    public int Steps { get; private set; }

    /// <inheritdoc/>
    public double Pass(ReadOnlySpan<int> order)
    {
        // Nothing can be normalised over a batch of one row: the last one then waits for the next pass.
        int rows = _model.Buffers.Count > 0 && order.Length % _batchSize == 1 ? order.Length - 1 : order.Length;
        double sum = 0;
        for (int start = 0; start < rows; start += _batchSize)
        {
            ReadOnlySpan<int> batch = order.Slice(start, Math.Min(_batchSize, rows - start));
            sum += Step(batch) * batch.Length;
        }

        return sum / rows;
    }

    private double Step(ReadOnlySpan<int> batch)
    {
        _plan.BeforeStep(Steps++);
        _batch.Gather(batch);
        Memory<float> gradient = _gradient.AsMemory(0, batch.Length * _model.OutputSize);
        ReadOnlyMemory<float> logits = _model.Forward(_batch.Features, batch.Length, training: true);
        double loss = _loss.Evaluate(logits.Span, _batch.Labels, _batch.Weights, gradient.Span);
        if (!double.IsFinite(loss))
            throw new NonFiniteLossException(Steps, _model.FirstNonFiniteLayer() ?? "loss", loss);
        _model.Backward(gradient);
        _options.Term?.AddTo(_model.Parameters);
        if (_options.ClipValue is { } limit)
            GradientClipping.ClipToValue(_model.Parameters, limit);
        if (_options.ClipNorm is { } norm && !double.IsFinite(GradientClipping.ClipToNorm(_model.Parameters, norm)))
            throw new NonFiniteLossException(Steps, "gradient", loss);
        _optimizer.ApplyGradients();
        return loss;
    }
}
