using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Autograd;

/// <summary>
/// A computation that is written down once, for given shapes, and then run as often as there are batches: reverse-mode automatic differentiation over a
/// list of operations (Griewank and Walther 2008, chapter 3). Building a graph allocates all its tensors; a pass allocates nothing.
/// <list type="bullet">
/// <item>Inputs are made with <see cref="Input"/> and <see cref="Indices"/>, parameters join with <see cref="Use"/>, and operations are appended by the
/// extension methods of the <c>Operations</c> namespace, in an order in which each uses what came before.</item>
/// <item><see cref="Forward"/> runs the operations in order; <see cref="Backward(Tensor, ReadOnlySpan{float})"/> runs their local gradients in reverse and adds to the
/// parameters' gradients; <see cref="BackwardClipped"/> does so with every example's gradient clipped.</item>
/// </list>
/// A graph is used by one thread at a time; large operations are shared among its <see cref="Workers"/>, with results that do not depend on their number.
/// </summary>
public sealed class Graph
{
    private static readonly float[] One = [1];
    private readonly List<Operation> _operations = [];
    private readonly Dictionary<Parameter, Tensor> _parameters = [];
    private readonly List<Tensor> _inputs = [];
    private readonly HashSet<string> _indexNames = [];
    private readonly List<string> _scopes = [];
    private int _pass;
    private int _exampleNormsKnown;
    private bool _forwardIsTraining;
    private float[] _squares = [];

    /// <summary>An empty graph.</summary>
    /// <param name="workers">Threads for large operations; the calling thread alone when left out.</param>
    public Graph(Workers? workers = null) => Workers = workers ?? Workers.CallingThread;

    /// <summary>Threads for large operations.</summary>
    public Workers Workers { get; }

    /// <summary>Whether the pass that runs is one of training: dropout and batch normalisation ask.</summary>
    public bool Training { get; private set; }

    /// <summary>Parameters that the graph uses, in the order of their first use.</summary>
    public IReadOnlyCollection<Parameter> Parameters => _parameters.Keys;

    internal IReadOnlyList<Operation> Operations => _operations;

    /// <summary>An input of float32 values, zero until they are written or bound.</summary>
    /// <param name="shape">Sizes of the dimensions.</param>
    /// <param name="requiresGradient">Whether a backward pass computes the derivative by it. Default false.</param>
    public Tensor Input(TensorShape shape, bool requiresGradient = false)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var input = new Tensor(shape, requiresGradient);
        _inputs.Add(input);
        return input;
    }

    /// <summary>An input of whole numbers.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="shape">Sizes of the dimensions.</param>
    /// <param name="bound">Every value is 0 to <paramref name="bound"/>−1; at least 1.</param>
    public IndexTensor Indices(string name, TensorShape shape, int bound)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        if (_indexNames.Add(name))
            return new IndexTensor(name, shape, bound);
        throw new ArgumentException($"The graph has indices named '{name}' already; names are unique in a graph.", nameof(name));
    }

    /// <summary>A parameter as a tensor of the graph; asked twice for one parameter, the same tensor.</summary>
    public Tensor Use(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (!_parameters.TryGetValue(parameter, out Tensor? tensor))
            _parameters.Add(parameter, tensor = new Tensor(parameter));
        return tensor;
    }

    /// <summary>Computes every operation in order.</summary>
    /// <param name="training">Whether dropout is active and a backward pass may follow.</param>
    public void Forward(bool training)
    {
        Training = _forwardIsTraining = training;
        foreach (Operation operation in _operations)
            operation.Forward(this);
    }

    /// <summary>Adds to every parameter's gradient the derivative of Σ outputᵢ·outputGradientᵢ.</summary>
    /// <param name="output">A tensor of the graph that depends on a parameter.</param>
    /// <param name="outputGradient">As long as the output; for a loss, a single 1.</param>
    /// <exception cref="InvalidOperationException">No training forward pass went before.</exception>
    /// <exception cref="ArgumentException">The output depends on nothing that has a gradient, or the lengths differ.</exception>
    public void Backward(Tensor output, ReadOnlySpan<float> outputGradient)
    {
        RequireTrainingPass();
        Seed(output, outputGradient);
        for (int index = _operations.Count - 1; index >= 0; index--)
        {
            Operation operation = _operations[index];
            if (!IsReached(operation.Output))
                continue;
            operation.Backward(this);
            operation.AddParameterGradients(this);
        }
    }

    /// <summary>Adds to every parameter's gradient the derivative of a scalar loss.</summary>
    public void Backward(Tensor loss) => Backward(loss, One);

    /// <summary>
    /// Computes the derivative of Σ outputᵢ·outputGradientᵢ by the inputs that were made with a gradient, and leaves the parameters' gradients alone. After a
    /// scoring pass it is the derivative of what was scored: nothing is dropped, and normalisations over the batch use their running statistics.
    /// </summary>
    /// <param name="output">A tensor of the graph that depends on such an input.</param>
    /// <param name="outputGradient">As long as the output.</param>
    /// <exception cref="ArgumentException">The output depends on nothing that has a gradient, or the lengths differ.</exception>
    public void BackwardToInputs(Tensor output, ReadOnlySpan<float> outputGradient)
    {
        Seed(output, outputGradient);
        for (int index = _operations.Count - 1; index >= 0; index--)
        {
            if (IsReached(_operations[index].Output))
                _operations[index].Backward(this);
        }
    }

    /// <summary>
    /// Adds to the parameters' gradients the sum of the examples' gradients, each clipped to an L2 norm over all parameters: gᵢ·min(1, C/‖gᵢ‖). No
    /// example's gradient is ever formed: the norms follow from each layer's inputs and output gradients, and the output gradients are then scaled (Goodfellow
    /// 2015 for affine layers; Bu et al. 2023, "book-keeping").
    /// </summary>
    /// <param name="output">Its first dimension is the examples, or a multiple of their number with each example's rows together.</param>
    /// <param name="outputGradient">Derivative of each example's own loss (not divided by the batch) by the output.</param>
    /// <param name="clipNorm">C, above 0.</param>
    /// <param name="norms">Receives ‖gᵢ‖ before clipping; its length is the number of examples.</param>
    /// <exception cref="NotSupportedException">An operation with parameters mixes examples or has no rule for their norms; the message names it.</exception>
    public void BackwardClipped(Tensor output, ReadOnlySpan<float> outputGradient, float clipNorm, Span<float> norms)
    {
        if (!(clipNorm > 0))
            throw new ArgumentOutOfRangeException(nameof(clipNorm), clipNorm, "The clipping norm must be above 0.");
        ArgumentOutOfRangeException.ThrowIfZero(norms.Length, nameof(norms));
        RequireExampleNorms();
        RequireTrainingPass();
        Seed(output, outputGradient);
        if (_squares.Length != norms.Length)
            _squares = new float[norms.Length];
        _squares.AsSpan().Clear();
        for (int index = _operations.Count - 1; index >= 0; index--)
        {
            Operation operation = _operations[index];
            if (!IsReached(operation.Output))
                continue;
            operation.Backward(this);
            if (operation.HasParameters)
                operation.AddSquaredExampleNorms(this, _squares);
        }

        for (int example = 0; example < norms.Length; example++)
        {
            // A sum over pairs of rows that cancel can round to less than nothing; NaN stays NaN.
            norms[example] = MathF.Sqrt(MathF.Max(_squares[example], 0));
            _squares[example] = norms[example] > clipNorm ? clipNorm / norms[example] : 1;
        }

        foreach (Operation operation in _operations)
        {
            if (!operation.HasParameters || !IsReached(operation.Output))
                continue;
            operation.ScaleExamples(_squares);
            operation.AddParameterGradients(this);
        }
    }

    /// <summary>Name of the module whose output is the first, in order, to hold NaN or an infinity, <c>input</c> when an input does; null when all are finite.</summary>
    public string? FirstNonFinite()
    {
        if (_inputs.Exists(input => !TensorPrimitives.IsFiniteAll<float>(input.Values)))
            return "input";
        foreach (Operation operation in _operations)
        {
            if (!TensorPrimitives.IsFiniteAll<float>(operation.Output.Values))
                return operation.Name;
        }

        return null;
    }

    /// <summary>Appends an operation; its output joins the graph.</summary>
    internal Tensor Add(Operation operation)
    {
        operation.Name = _scopes.Count == 0 ? operation.GetType().Name : _scopes[^1];
        _operations.Add(operation);
        return operation.Output;
    }

    /// <summary>Operations appended until <see cref="Leave"/> bear the module's name.</summary>
    internal void Enter(string module) => _scopes.Add(module);

    internal void Leave() => _scopes.RemoveAt(_scopes.Count - 1);

    /// <summary>Where an operation writes the gradient of one of its inputs.</summary>
    /// <param name="input">Needs a gradient.</param>
    /// <param name="accumulate">Whether earlier contributions stand there, to be added to; when false the operation overwrites every element.</param>
    internal Span<float> GradientOf(Tensor input, out bool accumulate)
    {
        Tensor owner = input.Viewed ?? input;
        input.Parameter?.Touched?.AddAll();
        accumulate = owner.Parameter is not null || owner.GradientPass == _pass;
        owner.GradientPass = _pass;
        return input.Gradient;
    }

    private bool IsReached(Tensor output) => output.RequiresGradient && (output.Viewed ?? output).GradientPass == _pass;

    private void RequireTrainingPass()
    {
        if (!_forwardIsTraining)
            throw new InvalidOperationException("A backward pass follows a training forward pass, and none went before.");
    }

    private void Seed(Tensor output, ReadOnlySpan<float> outputGradient)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!output.RequiresGradient || output.Parameter is not null)
            throw new ArgumentException("The output does not depend on anything that has a gradient.", nameof(output));
        if (outputGradient.Length != output.Length)
            throw new ArgumentException($"{outputGradient.Length} derivatives were given for an output of shape {output.Shape}, which takes {output.Length}.", nameof(outputGradient));
        _pass++;
        outputGradient.CopyTo(output.Gradient);
        (output.Viewed ?? output).GradientPass = _pass;
    }

    private void RequireExampleNorms()
    {
        if (_exampleNormsKnown == _operations.Count)
            return;
        foreach (Operation operation in _operations)
        {
            if (!operation.KnowsExampleNorms)
            {
                throw new NotSupportedException(
                    $"'{operation.Name}' ({operation.GetType().Name}) has no rule for the norm of one example's gradient; use another module in a model that is trained with clipped examples.");
            }
        }

        // The norm of a sum of two contributions to one parameter is not a function of their norms.
        foreach ((Parameter parameter, int uses) in _operations.SelectMany(operation => operation.Inputs).Where(input => input.Parameter is not null).CountBy(input => input.Parameter!))
        {
            if (uses > 1)
                throw new NotSupportedException($"Parameter '{parameter.Name}' is used by {uses} operations; a model that is trained with clipped examples uses each parameter once.");
        }

        _exampleNormsKnown = _operations.Count;
    }
}
