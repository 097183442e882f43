using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>The tensors that a model has: names and shapes, without values.</summary>
internal sealed class ModelForm(IModel model)
{
    // Each round asks for the form of one architecture several times, and to know it a model has to be built.
    private static volatile Tuple<IModelArchitecture, ModelForm>? _last;

    private readonly (string Name, TensorShape Shape)[] _tensors =
        [.. model.Parameters.Select(parameter => (parameter.Name, parameter.Shape)), .. model.Buffers.Select(buffer => (buffer.Name, buffer.Shape))];

    /// <summary>The form of all models of an architecture.</summary>
    public static ModelForm Of(IModelArchitecture architecture)
    {
        if (_last is { } last && last.Item1.Equals(architecture))
            return last.Item2;
        var form = new ModelForm(architecture.Create(0));
        _last = Tuple.Create(architecture, form);
        return form;
    }

    /// <exception cref="ModelMismatchException">A tensor is missing, superfluous, or of another type or shape.</exception>
    public void RequireFit(ModelSnapshot snapshot)
    {
        Dictionary<string, NamedTensor> tensors = snapshot.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach ((string name, TensorShape shape) in _tensors)
        {
            if (!tensors.Remove(name, out NamedTensor? tensor))
                throw new ModelMismatchException($"The snapshot lacks tensor '{name}' of shape {shape}, which the model needs.");
            if (tensor is not SingleTensor || !tensor.Shape.Equals(shape))
            {
                throw new ModelMismatchException(
                    $"Tensor '{name}' is {tensor.Type} {tensor.Shape} in the snapshot, but the model needs F32 {shape}: it was trained with another architecture.");
            }
        }

        if (tensors.Count > 0)
            throw new ModelMismatchException($"The snapshot has tensor '{tensors.Keys.Min(StringComparer.Ordinal)}', which the model does not know.");
    }
}
