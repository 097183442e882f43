using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using Federated.Learning.Tests.Fixtures;

namespace Federated.Learning.Tests.Operations;

/// <summary>One case of Fixtures/modules: inputs, parameters, outputs and gradients that PyTorch computed (make_modules.py).</summary>
internal sealed class ModuleFixture(string name)
{
    private static readonly Lazy<ModelSnapshot> File = new(Read);
    private readonly Dictionary<string, Tensor> _tensors = [];

    public Graph Graph { get; } = new();

    /// <summary>Inputs and parameters that the case has asked for, by their names in the fixture.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    public ReadOnlySpan<float> Values(string role) => File.Value.Singles($"{name}/{role}");

    public bool Has(string role) => File.Value.Tensors.Any(tensor => tensor.Name == $"{name}/{role}");

    public TensorShape Shape(string role) => File.Value[$"{name}/{role}"].Shape;

    public Tensor Input(string role = "x")
    {
        Tensor tensor = Graph.Input(Shape(role), requiresGradient: true);
        Values(role).CopyTo(tensor.Values);
        return _tensors[role] = tensor;
    }

    public Tensor Parameter(string role)
    {
        var parameter = new Parameter(role, Shape(role));
        Values(role).CopyTo(parameter.Values);
        return _tensors[role] = Graph.Use(parameter);
    }

    public IndexTensor Indices(string role, int bound)
    {
        IndexTensor indices = Graph.Indices(role, Shape(role), bound);
        indices.Set([.. Values(role).ToArray().Select(value => (int)value)]);
        return indices;
    }

    private static ModelSnapshot Read() => Safetensors.Read(FixtureFile.Bytes("modules", "modules.safetensors"));
}
