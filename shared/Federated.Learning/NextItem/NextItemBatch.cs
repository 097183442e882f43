using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.NextItem;

/// <summary>The graph of a batch, and the numbers that it reads.</summary>
internal sealed class NextItemBatch
{
    private readonly NextItemArchitecture _architecture;
    private readonly IndexTensor _history;
    private readonly IndexTensor _lengths;
    private readonly IndexTensor _candidates;
    private readonly int[] _historyNumbers;
    private readonly int[] _lengthNumbers;
    private readonly int[] _candidateNumbers;

    public NextItemBatch(NextItemEncoder encoder, int rows, Workers? workers)
    {
        NextItemArchitecture architecture = _architecture = encoder.Architecture;
        (int steps, int targets, int each) = (architecture.Steps, architecture.TargetSteps, 1 + architecture.Negatives);
        Rows = rows;
        Graph = new Graph(workers);
        _history = Graph.Indices("history", new TensorShape(rows, steps), architecture.Items + 1);
        _lengths = Graph.Indices("lengths", new TensorShape(rows), steps + 1);
        Tensor customers = encoder.Build(Graph, _history, _lengths);
        _candidates = Graph.Indices("candidates", new TensorShape([.. customers.Shape.Dimensions[..^1], each]), architecture.Items + 1);
        Scores = Graph.SampledScores(customers, Graph.Use(encoder.Items), _candidates);
        _historyNumbers = new int[rows * steps];
        _lengthNumbers = new int[rows];
        _candidateNumbers = new int[rows * targets * each];
    }

    public int Rows { get; }

    public Graph Graph { get; }

    /// <summary>For each row and target step the right item's score and the others'.</summary>
    public Tensor Scores { get; }

    /// <summary>Reads rows of numbers.</summary>
    /// <exception cref="ArgumentException">A number is none of an item; the message names its place.</exception>
    public void Set(ReadOnlySpan<float> features)
    {
        (int steps, int targets, int negatives) = (_architecture.Steps, _architecture.TargetSteps, _architecture.Negatives);
        int each = 1 + negatives;
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> numbers = features.Slice(row * _architecture.InputSize, _architecture.InputSize);
            Span<int> history = _historyNumbers.AsSpan(row * steps, steps);
            int length = 0;
            for (int step = 0; step < steps; step++)
            {
                history[step] = (int)numbers[step];
                length = history[step] > 0 ? step + 1 : length;
            }

            _lengthNumbers[row] = length;
            for (int target = 0; target < targets; target++)
            {
                Span<int> candidates = _candidateNumbers.AsSpan(((row * targets) + target) * each, each);
                candidates[0] = (int)numbers[steps + target];
                for (int index = 0; index < negatives; index++)
                    candidates[1 + index] = (int)numbers[steps + targets + index];
            }
        }

        _history.Set(_historyNumbers);
        _lengths.Set(_lengthNumbers);
        _candidates.Set(_candidateNumbers);
    }
}
