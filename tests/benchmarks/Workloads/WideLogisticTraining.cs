using Federated.Benchmarks.Inputs;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;

namespace Federated.Benchmarks.Workloads;

/// <summary>Logistic regression on 1000 features: plain gradient descent, learning rate 0.1.</summary>
internal sealed class WideLogisticTraining : IWorkload
{
    private const int Pool = 8192;
    private const int Features = 1000;
    private readonly float[] _features = SyntheticStream.Uniform(11, Pool * Features);
    private readonly float[] _labels;
    private readonly float[] _gradient;
    private readonly IModel _model;
    private readonly BinaryCrossEntropy _loss = new();
    private readonly Sgd _optimizer;
    private readonly BatchSlices _batches;
    private readonly int _batch;

    public WideLogisticTraining(int batch, Workers workers)
    {
        _model = PerceptronArchitecture.LogisticRegression(Features).Create(0, workers);
        _batch = batch;
        _labels = SyntheticStream.Labels(12, _features, Features);
        _gradient = new float[batch];
        InitialWeights.Fill(_model.Parameters, 200);
        _optimizer = new Sgd(_model.Parameters, 0.1f);
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
}
