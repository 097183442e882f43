using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.Tensors;

namespace Federated.Learning.Training;

/// <summary>One run's optimiser and buffers. After the first pass a step allocates nothing.</summary>
internal sealed class TrainingRun
{
    private readonly IModel _model;
    private readonly LabelledRows _rows;
    private readonly ILoss _loss;
    private readonly Adam _optimizer;
    private readonly float[] _features;
    private readonly float[] _labels;
    private readonly float[] _weights;
    private readonly float[] _gradient;
    private readonly int _batchSize;

    public TrainingRun(IModel model, LabelledRows rows, ILoss loss, TrainerOptions options)
    {
        _model = model;
        _rows = rows;
        _loss = loss;
        _optimizer = new Adam(model.Parameters, new AdamOptions { LearningRate = options.LearningRate, WeightDecay = options.WeightDecay });
        _batchSize = Math.Min(options.BatchSize, rows.Count);
        _features = new float[_batchSize * rows.Columns];
        _labels = new float[_batchSize];
        _weights = rows.Weights.IsEmpty ? [] : new float[_batchSize];
        _gradient = new float[_batchSize * model.OutputSize];
        foreach (Parameter parameter in model.Parameters)
            parameter.Gradient.Clear();
    }

    /// <summary>Optimiser steps so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Visits the rows in the given order; the mean loss over them.</summary>
    public double Pass(ReadOnlySpan<int> order)
    {
        double sum = 0;
        for (int start = 0; start < order.Length; start += _batchSize)
        {
            ReadOnlySpan<int> batch = order.Slice(start, Math.Min(_batchSize, order.Length - start));
            sum += Step(batch) * batch.Length;
        }

        return sum / order.Length;
    }

    /// <summary>Requires that the last step, which no loss followed, left every parameter finite.</summary>
    /// <exception cref="NonFiniteLossException">A parameter is NaN or infinite.</exception>
    public void RequireFiniteParameters()
    {
        foreach (Parameter parameter in _model.Parameters)
        {
            if (!TensorPrimitives.IsFiniteAll<float>(parameter.Values))
                throw new NonFiniteLossException(Steps, parameter.Name, double.NaN);
        }
    }

    private double Step(ReadOnlySpan<int> batch)
    {
        Steps++;
        Memory<float> features = _features.AsMemory(0, batch.Length * _rows.Columns);
        Memory<float> gradient = _gradient.AsMemory(0, batch.Length * _model.OutputSize);
        Span<float> labels = _labels.AsSpan(0, batch.Length);
        Span<float> weights = _weights.AsSpan(0, _weights.Length == 0 ? 0 : batch.Length);
        _rows.GatherInto(batch, features.Span, labels, weights);

        ReadOnlyMemory<float> logits = _model.Forward(features, batch.Length, training: true);
        double loss = _loss.Evaluate(logits.Span, labels, weights, gradient.Span);
        if (!double.IsFinite(loss))
            throw new NonFiniteLossException(Steps, _model.FirstNonFiniteLayer() ?? "loss", loss);
        _model.Backward(gradient);
        _optimizer.ApplyGradients();
        return loss;
    }
}
