using Federated.Learning.Kernels;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Learning.Modules;

/// <summary>
/// A multilayer perceptron: affine layers with rectifiers (and dropout) between them. With no hidden layer it is logistic regression, or its
/// multinomial form when there are several outputs. Parameters are <c>layers.i.weight</c> [outputs, inputs] and <c>layers.i.bias</c> [outputs].
/// </summary>
public sealed record PerceptronArchitecture : IModelArchitecture
{
    /// <summary>Features of a row, 1 to 1,000,000.</summary>
    public required int InputSize { get; init; }

    /// <summary>Units of each hidden layer, first to last, 1 to 65,536 each; none for logistic regression.</summary>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [];

    /// <summary>Outputs of a row, 1 to 65,536. Default 1: the logit of the positive class.</summary>
    public int OutputSize { get; init; } = 1;

    /// <summary>Share of hidden units that are dropped in training, 0 (default) to below 1.</summary>
    public float Dropout { get; init; }

    /// <summary>
    /// Whether each hidden layer's sums are normalised over the batch before the rectifier: parameters and running statistics <c>layers.i.norm.…</c>
    /// (<see cref="Modules.BatchNorm"/>). Training then takes batches of 2 rows or more. Default false.
    /// </summary>
    public bool BatchNorm { get; init; }

    /// <summary>The default for tables: hidden layers of 64 and 32 units, dropout 0.2, one logit.</summary>
    /// <param name="inputSize">Features of a row.</param>
    public static PerceptronArchitecture ForTable(int inputSize) => new() { InputSize = inputSize, HiddenSizes = [64, 32], Dropout = 0.2f };

    /// <summary>No hidden layer, one logit.</summary>
    /// <param name="inputSize">Features of a row.</param>
    public static PerceptronArchitecture LogisticRegression(int inputSize) => new() { InputSize = inputSize };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A size or the dropout is out of its range.</exception>
    public IModel Create(ulong seed, Workers? workers = null) => Build(seed, isFresh: true, workers);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A size or the dropout is out of its range.</exception>
    public IModel Create(ulong seed, ModelSnapshot snapshot, Workers? workers = null)
    {
        // Values that are overwritten at once need not be drawn.
        IModel model = Build(seed, isFresh: false, workers);
        model.Restore(snapshot);
        return model;
    }

    private GraphModel Build(ulong seed, bool isFresh, Workers? workers)
    {
        Validate();
        var layers = new List<Module>();
        int inputs = InputSize;
        for (int index = 0; index <= HiddenSizes.Count; index++)
        {
            bool last = index == HiddenSizes.Count;
            int outputs = last ? OutputSize : HiddenSizes[index];
            string name = $"layers.{index}";
            SeededGenerator? source = isFresh ? new SeededGenerator(SeededGenerator.Derive(seed, (ulong)index)) : null;
            layers.Add(new Linear(name, inputs, outputs, source, activation: last || BatchNorm ? Activation.None : Activation.Relu));
            if (!last && BatchNorm)
                layers.AddRange([new BatchNorm($"{name}.norm", outputs), new Relu($"{name}.relu")]);
            if (!last && Dropout > 0)
                layers.Add(new Dropout($"{name}.dropout", Dropout, new SeededGenerator(SeededGenerator.Derive(~seed, (ulong)index))));
            inputs = outputs;
        }

        return new GraphModel(new Sequential("layers", layers), InputSize, workers);
    }

    private void Validate()
    {
        if (InputSize is < 1 or > 1_000_000)
            throw new ArgumentException($"The input size is {InputSize}; it must be 1 to 1,000,000.");
        if (OutputSize is < 1 or > 65_536)
            throw new ArgumentException($"The output size is {OutputSize}; it must be 1 to 65,536.");
        if (HiddenSizes.Any(size => size is < 1 or > 65_536))
            throw new ArgumentException($"The hidden sizes are {string.Join(", ", HiddenSizes)}; each must be 1 to 65,536.");
        if (!(Dropout >= 0 && Dropout < 1))
            throw new ArgumentException($"The dropout is {Dropout}; it must be 0 or more and below 1.");
    }
}
