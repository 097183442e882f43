using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>A part of a model that reads whole numbers, identifiers or words, and gives a tensor to the modules after it.</summary>
public abstract class IndexModule
{
    private protected IndexModule(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Prefix of its parameters' names, and what messages call it.</summary>
    public string Name { get; }

    /// <summary>All trainable tensors.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Appends the module's operations to the graph.</summary>
    /// <returns>The module's output.</returns>
    /// <exception cref="ArgumentException">The indices' shape or bound does not fit; the message names the dimension.</exception>
    public Tensor Forward(Graph graph, IndexTensor indices)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(indices);
        return Within(graph, () => Build(graph, indices));
    }

    /// <summary>Appends the operations.</summary>
    protected abstract Tensor Build(Graph graph, IndexTensor indices);

    private protected Tensor Within(Graph graph, Func<Tensor> build)
    {
        graph.Enter(Name);
        try
        {
            return build();
        }
        finally
        {
            graph.Leave();
        }
    }
}
