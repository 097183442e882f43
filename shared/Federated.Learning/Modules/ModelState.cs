using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>State in and out of a model: its parameters as a snapshot.</summary>
public static class ModelState
{
    /// <summary>Copies the parameters into a snapshot.</summary>
    public static ModelSnapshot Capture(this IModel model, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModelSnapshot(model.Parameters.Select(parameter => new SingleTensor(parameter.Name, parameter.Shape, parameter.Values)), metadata);
    }

    /// <summary>Overwrites the parameters with a snapshot's tensors.</summary>
    /// <exception cref="ModelMismatchException">The snapshot's tensors differ from the model's in name, type or shape; the model is unchanged.</exception>
    public static void Restore(this IModel model, ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(snapshot);
        Dictionary<string, NamedTensor> tensors = snapshot.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in model.Parameters)
        {
            if (!tensors.Remove(parameter.Name, out NamedTensor? tensor))
                throw new ModelMismatchException($"The snapshot lacks tensor '{parameter.Name}' of shape {parameter.Shape}, which the model needs.");
            if (tensor is not SingleTensor || !tensor.Shape.Equals(parameter.Shape))
            {
                throw new ModelMismatchException(
                    $"Tensor '{parameter.Name}' is {tensor.Type} {tensor.Shape} in the snapshot, but the model needs F32 {parameter.Shape}: "
                    + "it was trained with another architecture.");
            }
        }

        if (tensors.Count > 0)
            throw new ModelMismatchException($"The snapshot has tensor '{tensors.Keys.Min(StringComparer.Ordinal)}', which the model does not know.");
        foreach (Parameter parameter in model.Parameters)
            snapshot.Singles(parameter.Name).CopyTo(parameter.Values);
    }
}
