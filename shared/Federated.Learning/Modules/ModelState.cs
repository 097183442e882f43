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
        new ModelForm(model).RequireFit(snapshot);
        foreach (Parameter parameter in model.Parameters)
            snapshot.Singles(parameter.Name).CopyTo(parameter.Values);
        foreach (StateTensor buffer in model.Buffers)
            snapshot.Singles(buffer.Name).CopyTo(buffer.Values);
    }

    /// <summary>Requires that a snapshot has all tensors of an architecture's models and no other.</summary>
    /// <exception cref="ModelMismatchException">A tensor is missing, superfluous, or of another type or shape.</exception>
    /// <exception cref="ArgumentException">The architecture's sizes are out of range.</exception>
    public static void RequireFit(this IModelArchitecture architecture, ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(snapshot);
        ModelForm.Of(architecture).RequireFit(snapshot);
    }
}
