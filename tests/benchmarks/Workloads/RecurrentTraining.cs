using Federated.Benchmarks.Inputs;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Benchmarks.Workloads;

/// <summary>Batches of 64 × 20 steps × 32 features, a recurrent layer of 64 units, one logit of its last state: binary cross-entropy and Adam, learning rate 0.001.</summary>
internal sealed class RecurrentTraining : IWorkload
{
    private const int Batch = 64;
    private const int Pool = 2048;
    private const int Time = 20;
    private const int Features = 32;
    private const int Units = 64;
    private readonly float[] _features = SyntheticStream.Uniform(31, Pool * Time * Features);
    private readonly float[] _labels;
    private readonly BatchSlices _batches = new(Pool, Batch);
    private readonly Graph _graph;
    private readonly Tensor _input;
    private readonly Tensor _wanted;
    private readonly Tensor _loss;
    private readonly Adam _optimizer;

    private RecurrentTraining(RecurrentModule cell, Workers workers)
    {
        var lastSteps = new float[Pool * Features];
        for (int row = 0; row < Pool; row++)
            _features.AsSpan(((row * Time) + Time - 1) * Features, Features).CopyTo(lastSteps.AsSpan(row * Features));
        _labels = SyntheticStream.Labels(32, lastSteps, Features);
        var head = new Linear("head", Units, 1, new SeededGenerator(0));
        Parameter[] parameters = [.. cell.Parameters, .. head.Parameters];
        InitialWeights.Fill(parameters, 400);
        _graph = new Graph(workers);
        _input = _graph.Input(new TensorShape(Batch, Time, Features));
        _wanted = _graph.Input(new TensorShape(Batch));
        _loss = _graph.Loss(head.Forward(_graph, cell.Forward(_graph, _input, lengths: null).LastStates[0]), _wanted, new BinaryCrossEntropy());
        _optimizer = new Adam(parameters, new AdamOptions { LearningRate = 1e-3f });
    }

    public double PerStep => Batch;

    public static RecurrentTraining OfGru(Workers workers) => new(new Gru("cell", Features, Units, new SeededGenerator(0)), workers);

    public static RecurrentTraining OfLstm(Workers workers) => new(new Lstm("cell", Features, Units, new SeededGenerator(0)), workers);

    public double Step()
    {
        int first = _batches.Next();
        _features.AsSpan(first * Time * Features, Batch * Time * Features).CopyTo(_input.Values);
        _labels.AsSpan(first, Batch).CopyTo(_wanted.Values);
        _graph.Forward(training: true);
        _graph.Backward(_loss);
        _optimizer.ApplyGradients();
        return _loss.Values[0];
    }
}
