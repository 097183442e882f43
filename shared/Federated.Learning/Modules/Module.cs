using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// A part of a model: parameters, and the operations that it appends to a graph. One module may be built into several graphs (for batches of different
/// sizes, for training and for scoring); they share its parameters.
/// </summary>
public abstract class Module
{
    /// <summary>A module of that name.</summary>
    /// <param name="name">Prefix of its parameters' names, and what messages call it: <c>layers.0</c>.</param>
    protected Module(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Prefix of its parameters' names, and what messages call it.</summary>
    public string Name { get; }

    /// <summary>All trainable tensors, its children's included, in the order of the modules.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Tensors of the state that training computes without gradients, its children's included. Default none.</summary>
    public virtual IReadOnlyList<StateTensor> Buffers => [];

    /// <summary>Appends the module's operations to the graph.</summary>
    /// <returns>The module's output.</returns>
    /// <exception cref="ArgumentException">The input's shape does not fit; the message names the dimension.</exception>
    public Tensor Forward(Graph graph, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(input);
        graph.Enter(Name);
        try
        {
            return Build(graph, input);
        }
        finally
        {
            graph.Leave();
        }
    }

    /// <summary>Appends the operations.</summary>
    protected abstract Tensor Build(Graph graph, Tensor input);
}
