using Federated.Benchmarks.Inputs;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Operations;
using Federated.Learning.Optimizers;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Benchmarks.Workloads;

/// <summary>Texts of 40 words out of 20,000: the mean of their 64 values each, 64 rectified units, three classes; Adam, dense or row-sparse.</summary>
internal sealed class TextTraining : IWorkload
{
    private const int Pool = 8_192;
    private const int Words = 20_000;
    private const int Length = 40;
    private readonly int[] _words = SyntheticStream.Integers(51, Words, Pool * Length);
    private readonly float[] _classes = new float[Pool];
    private readonly IndexTensor _text;
    private readonly Graph _graph;
    private readonly Tensor _labels;
    private readonly Tensor _loss;
    private readonly Adam _optimizer;
    private readonly BatchSlices _batches;
    private readonly int _batch;

    public TextTraining(int batch, bool rowSparse, Workers workers)
    {
        _batch = batch;
        _batches = new BatchSlices(Pool, batch);
        for (int row = 0; row < Pool; row++)
            _classes[row] = _words.AsSpan(row * Length, Length).ToArray().Sum() % 3;
        Parameter[] parameters =
        [
            new("bag.weight", new TensorShape(Words, 64), rowGradients: true), new("a.weight", new TensorShape(64, 64)), new("a.bias", new TensorShape(64)),
            new("b.weight", new TensorShape(3, 64)), new("b.bias", new TensorShape(3)),
        ];
        InitialWeights.Fill(parameters, 600);
        _graph = new Graph(workers);
        _text = _graph.Indices("words", new TensorShape(batch, Length), Words);
        _labels = _graph.Input(new TensorShape(batch));
        Tensor mean = _graph.LookupBags(_graph.Use(parameters[0]), _text, BagReduction.Mean);
        Tensor hidden = _graph.Affine(mean, _graph.Use(parameters[1]), _graph.Use(parameters[2]), Activation.Relu);
        _loss = _graph.Loss(_graph.Affine(hidden, _graph.Use(parameters[3]), _graph.Use(parameters[4])), _labels, new SoftmaxCrossEntropy(3));
        _optimizer = new Adam(parameters, new AdamOptions { LearningRate = 1e-3f, RowSparse = rowSparse }, workers);
    }

    public double PerStep => _batch;

    public double Step()
    {
        int first = _batches.Next();
        _text.Set(_words.AsSpan(first * Length, _batch * Length));
        _labels.Bind(_classes.AsMemory(first, _batch));
        _graph.Forward(training: true);
        _graph.Backward(_loss);
        _optimizer.ApplyGradients();
        return _loss.Values[0];
    }
}
