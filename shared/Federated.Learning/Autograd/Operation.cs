using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Autograd;

/// <summary>
/// One operation of a graph: its value, and its local gradient. It owns its output and whatever it keeps between the two passes. An operation whose inputs
/// include parameters computes their gradients in <see cref="AddParameterGradients"/>, apart from those of its other inputs, so that a pass may first
/// learn how large each example's gradient is and then add up gradients that have been scaled.
/// </summary>
internal abstract class Operation(params Tensor[] inputs)
{
    private Tensor? _output;

    /// <summary>What messages call it: the module that it belongs to.</summary>
    public string Name { get; set; } = "";

    public IReadOnlyList<Tensor> Inputs => inputs;

    public Tensor Output
    {
        get => _output ?? throw new InvalidOperationException("The operation has no output yet.");
        protected set => _output = value;
    }

    /// <summary>Whether the operation knows the norm of each example's gradient by its parameters; true of all that have no parameter.</summary>
    public virtual bool KnowsExampleNorms => !HasParameters;

    public bool HasParameters => Array.Exists(inputs, input => input.Parameter is not null);

    /// <summary>Computes the output from the inputs.</summary>
    public abstract void Forward(Graph graph);

    /// <summary>Adds to the gradients of those inputs that need one and are not parameters, from the output's gradient.</summary>
    public abstract void Backward(Graph graph);

    /// <summary>Adds to the gradients of the parameters among the inputs. Runs after <see cref="Backward"/> of the same pass.</summary>
    public virtual void AddParameterGradients(Graph graph)
    {
    }

    /// <summary>
    /// Adds ‖∂ℓᵢ/∂θ‖² over this operation's parameters to entry i for each example i. Rows of the output are dealt to the examples in equal contiguous
    /// parts. Runs after <see cref="Backward"/>.
    /// </summary>
    public virtual void AddSquaredExampleNorms(Graph graph, Span<float> squares)
    {
    }

    /// <summary>Multiplies what <see cref="AddParameterGradients"/> reads of example i by its factor. Runs after <see cref="Backward"/>.</summary>
    public virtual void ScaleExamples(ReadOnlySpan<float> factors) => ScaleParts(Output.Gradient, factors);

    /// <summary>Multiplies each of as many equal parts of the values as there are factors by its factor.</summary>
    protected static void ScaleParts(Span<float> values, ReadOnlySpan<float> factors)
    {
        int part = values.Length / factors.Length;
        for (int example = 0; example < factors.Length; example++)
        {
            if (factors[example] == 1)
                continue;
            Span<float> own = values.Slice(example * part, part);
            TensorPrimitives.Multiply(own, factors[example], own);
        }
    }

    protected Tensor MakeOutput(TensorShape shape) => Output = new Tensor(shape, NeedsGradient());

    protected bool NeedsGradient() => Array.Exists(inputs, input => input.RequiresGradient);
}
