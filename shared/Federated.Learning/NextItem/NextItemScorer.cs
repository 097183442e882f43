using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.NextItem;

/// <summary>A trained model that scores all items for one history after the other; for one thread at a time.</summary>
public sealed class NextItemScorer
{
    private readonly NextItemArchitecture _architecture;
    private readonly Graph _graph;
    private readonly IndexTensor _history;
    private readonly IndexTensor _lengths;
    private readonly Tensor _customers;
    private readonly Parameter _items;
    private readonly int[] _numbers;

    /// <summary>Takes a model's tensors.</summary>
    /// <param name="architecture">What they belong to.</param>
    /// <param name="parameters">All of them.</param>
    /// <exception cref="ModelMismatchException">The tensors are of another architecture.</exception>
    /// <exception cref="ArgumentException">The architecture is out of range.</exception>
    public NextItemScorer(NextItemArchitecture architecture, ModelSnapshot parameters)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var model = (NextItemModel)architecture.Create(seed: 0);
        model.Restore(parameters);
        _architecture = architecture;
        _items = model.Encoder.Items;
        _graph = new Graph(Workers.CallingThread);
        _history = _graph.Indices("history", new TensorShape(1, architecture.Steps), architecture.Items + 1);
        _lengths = _graph.Indices("lengths", new TensorShape(1), architecture.Steps + 1);
        _customers = model.Encoder.Build(_graph, _history, _lengths);
        _numbers = new int[architecture.Steps];
    }

    /// <summary>Number of items.</summary>
    public int Items => _architecture.Items;

    /// <summary>Writes the score of every item as the next one, those of the history included; higher is better. Without a history all score 0.</summary>
    /// <param name="history">Items, the latest last; of more than the model's steps the latest count.</param>
    /// <param name="scores">One an item.</param>
    /// <exception cref="ArgumentException">An item is unknown, or there is not one score an item.</exception>
    public void Score(ReadOnlySpan<int> history, Span<float> scores)
    {
        if (scores.Length != _architecture.Items)
            throw new ArgumentException($"There is room for {scores.Length} scores; the model has {_architecture.Items} items.", nameof(scores));
        ReadOnlySpan<int> latest = history[Math.Max(0, history.Length - _architecture.Steps)..];
        if (latest.IsEmpty)
        {
            scores.Clear();
            return;
        }

        _numbers.AsSpan().Clear();
        for (int place = 0; place < latest.Length; place++)
            _numbers[place] = latest[place] + 1;
        _history.Set(_numbers);
        _lengths.Set([latest.Length]);
        _graph.Forward(training: false);
        int width = _architecture.Width, step = _customers.Shape.Dimensions.Length == 3 ? latest.Length - 1 : 0;
        ReadOnlySpan<float> customer = _customers.Values.Slice(step * width, width), items = _items.Values;
        for (int item = 0; item < scores.Length; item++)
            scores[item] = TensorPrimitives.Dot(customer, items.Slice((item + 1) * width, width));
    }

    /// <summary>Cosine of the vectors that two items are scored with, 0 where it is negative or not defined.</summary>
    public double Likeness(int item, int other)
    {
        int width = _architecture.Width;
        ReadOnlySpan<float> items = _items.Values;
        return TensorPrimitives.CosineSimilarity(items.Slice((item + 1) * width, width), items.Slice((other + 1) * width, width)) is > 0 and var cosine ? Math.Min(1, cosine) : 0;
    }
}
