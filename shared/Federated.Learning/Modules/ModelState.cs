using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>State in and out of a model: its parameters and buffers as a snapshot.</summary>
public static class ModelState
{
    /// <summary>Copies the parameters and buffers into a snapshot.</summary>
    public static ModelSnapshot Capture(this IModel model, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        IEnumerable<NamedTensor> parameters = model.Parameters.Select(parameter => new SingleTensor(parameter.Name, parameter.Shape, parameter.Values));
        return new ModelSnapshot(parameters.Concat(model.Buffers.Select(buffer => new SingleTensor(buffer.Name, buffer.Shape, buffer.Values))), metadata);
    }

    /// <summary>Overwrites the parameters and buffers with a snapshot's tensors.</summary>
    /// <exception cref="ModelMismatchException">The snapshot's tensors differ from the model's in name, type or shape; the model is unchanged.</exception>
    public static void Restore(this IModel model, ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(snapshot);
        Dictionary<string, NamedTensor> tensors = snapshot.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in model.Parameters)
            Take(tensors, parameter.Name, parameter.Shape);
        foreach (StateTensor buffer in model.Buffers)
            Take(tensors, buffer.Name, buffer.Shape);
        if (tensors.Count > 0)
            throw new ModelMismatchException($"The snapshot has tensor '{tensors.Keys.Min(StringComparer.Ordinal)}', which the model does not know.");
        foreach (Parameter parameter in model.Parameters)
            snapshot.Singles(parameter.Name).CopyTo(parameter.Values);
        foreach (StateTensor buffer in model.Buffers)
            snapshot.Singles(buffer.Name).CopyTo(buffer.Values);
    }

    private static void Take(Dictionary<string, NamedTensor> tensors, string name, TensorShape shape)
    {
        if (!tensors.Remove(name, out NamedTensor? tensor))
            throw new ModelMismatchException($"The snapshot lacks tensor '{name}' of shape {shape}, which the model needs.");
        if (tensor is not SingleTensor || !tensor.Shape.Equals(shape))
        {
            throw new ModelMismatchException(
                $"Tensor '{name}' is {tensor.Type} {tensor.Shape} in the snapshot, but the model needs F32 {shape}: "
                + "it was trained with another architecture.");
        }
    }
}
