using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>An element-wise function as a module: any shape to the same shape, no parameters.</summary>
public abstract class ActivationModule : Module
{
    private protected ActivationModule(string name, Activation fused = Activation.None)
        : base(name)
        => Fused = fused;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Parameter> Parameters => [];

    /// <summary>The activation that a matrix product applies in this module's place; <see cref="Activation.None"/> when it has none.</summary>
    internal Activation Fused { get; }
}
