using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>Modules one after the other: each takes the output of the one before it.</summary>
public sealed class Sequential : Module
{
    private readonly Module[] _modules;

    /// <summary>At least one module; their parameters keep their own names.</summary>
    public Sequential(string name, params IEnumerable<Module> modules)
        : base(name)
    {
        _modules = [.. modules];
        if (_modules.Length == 0)
            throw new ArgumentException("A sequence has at least one module.", nameof(modules));
        Parameters = [.. _modules.SelectMany(module => module.Parameters)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input)
    {
        foreach (Module module in _modules)
            input = module.Forward(graph, input);
        return input;
    }
}
