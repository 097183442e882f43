using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Modules one after the other: each takes the output of the one before it. A linear module and an activation after it become one operation where the matrix
/// product can apply the activation itself.
/// </summary>
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
        Buffers = [.. _modules.SelectMany(module => module.Buffers)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<StateTensor> Buffers { get; }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input)
    {
        for (int index = 0; index < _modules.Length; index++)
        {
            Activation fused = index + 1 < _modules.Length && _modules[index + 1] is ActivationModule next ? next.Fused : Activation.None;
            if (fused != Activation.None && _modules[index] is Linear { HasActivation: false } linear)
            {
                input = linear.Forward(graph, input, fused);
                index++;
            }
            else
            {
                input = _modules[index].Forward(graph, input);
            }
        }

        return input;
    }
}
