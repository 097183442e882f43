using Federated.Benchmarks.Inputs;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;

namespace Federated.Benchmarks.Workloads;

/// <summary>100 features, hidden layers of 64 and 32 rectified units, one logit: binary cross-entropy and Adam, learning rate 0.001.</summary>
internal sealed class PerceptronTraining : IWorkload
{
    internal const int Pool = 16_384;
    internal const int Features = 100;
    private readonly float[] _features = SyntheticStream.Uniform(1, Pool * Features);
    private readonly float[] _labels;
    private readonly float[] _gradient;
    private readonly IModel _model;
    private readonly BinaryCrossEntropy _loss = new();
    private readonly Adam _optimizer;
    private readonly BatchSlices _batches;
    private readonly int _batch;

    public PerceptronTraining(int batch, Workers workers)
    {
        _model = CreateModel(workers);
        _batch = batch;
        _labels = SyntheticStream.Labels(2, _features, Features);
        _gradient = new float[batch];
        _optimizer = new Adam(_model.Parameters, new AdamOptions { LearningRate = 1e-3f });
        _batches = new BatchSlices(Pool, batch);
    }

    public double PerStep => _batch;

    public double Step()
    {
        int first = _batches.Next();
        ReadOnlyMemory<float> logits = _model.Forward(_features.AsMemory(first * Features, _batch * Features), _batch, training: true);
        double loss = _loss.Evaluate(logits.Span, _labels.AsSpan(first, _batch), [], _gradient);
        _model.Backward(_gradient);
        _optimizer.ApplyGradients();
        return loss;
    }

    internal static IModel CreateModel(Workers workers)
    {
        IModel model = new PerceptronArchitecture { InputSize = Features, HiddenSizes = [64, 32] }.Create(0, workers);
        InitialWeights.Fill(model.Parameters, 100);
        return model;
    }
}
