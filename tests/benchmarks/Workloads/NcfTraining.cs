using Federated.Benchmarks.Inputs;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Operations;
using Federated.Learning.Optimizers;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Benchmarks.Workloads;

/// <summary>Neural collaborative filtering: 10,000 users and 2,000 items of 32 values each, 32 rectified units, one logit; Adam, dense or row-sparse.</summary>
internal sealed class NcfTraining : IWorkload
{
    private const int Pool = 65_536;
    private const int Users = 10_000;
    private const int Items = 2_000;
    private const int Width = 32;
    private readonly int[] _users = SyntheticStream.Integers(21, Users, Pool);
    private readonly int[] _items = SyntheticStream.Integers(22, Items, Pool);
    private readonly float[] _answers = new float[Pool];
    private readonly IndexTensor _user;
    private readonly IndexTensor _item;
    private readonly Graph _graph;
    private readonly Tensor _labels;
    private readonly Tensor _loss;
    private readonly Adam _optimizer;
    private readonly BatchSlices _batches;
    private readonly int _batch;

    public NcfTraining(int batch, bool rowSparse, Workers workers)
    {
        _batch = batch;
        _batches = new BatchSlices(Pool, batch);
        for (int row = 0; row < Pool; row++)
            _answers[row] = ((_users[row] * 7) + (_items[row] * 13)) % 5 < 2 ? 1 : 0;
        Parameter[] parameters =
        [
            new("user.weight", new TensorShape(Users, Width), rowGradients: true), new("item.weight", new TensorShape(Items, Width), rowGradients: true),
            new("mlp.0.weight", new TensorShape(32, 2 * Width)), new("mlp.0.bias", new TensorShape(32)),
            new("mlp.2.weight", new TensorShape(1, 32)), new("mlp.2.bias", new TensorShape(1)),
        ];
        InitialWeights.Fill(parameters, 300);
        _graph = new Graph(workers);
        _user = _graph.Indices("users", new TensorShape(batch), Users);
        _item = _graph.Indices("items", new TensorShape(batch), Items);
        _labels = _graph.Input(new TensorShape(batch));
        Tensor pair = _graph.Concatenate([_graph.Lookup(_graph.Use(parameters[0]), _user), _graph.Lookup(_graph.Use(parameters[1]), _item)]);
        Tensor hidden = _graph.Affine(pair, _graph.Use(parameters[2]), _graph.Use(parameters[3]), Activation.Relu);
        _loss = _graph.Loss(_graph.Affine(hidden, _graph.Use(parameters[4]), _graph.Use(parameters[5])), _labels, new BinaryCrossEntropy());
        _optimizer = new Adam(parameters, new AdamOptions { LearningRate = 1e-3f, RowSparse = rowSparse }, workers);
    }

    public double PerStep => _batch;

    public double Step()
    {
        int first = _batches.Next();
        _user.Set(_users.AsSpan(first, _batch));
        _item.Set(_items.AsSpan(first, _batch));
        _labels.Bind(_answers.AsMemory(first, _batch));
        _graph.Forward(training: true);
        _graph.Backward(_loss);
        _optimizer.ApplyGradients();
        return _loss.Values[0];
    }
}
