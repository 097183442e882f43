using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Training;

/// <summary>A term whose derivative follows from a known vector of a parameter's size.</summary>
public abstract class SnapshotTerm : IGradientTerm
{
    private readonly Dictionary<string, SingleTensor> _known;

    private protected SnapshotTerm(ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _known = snapshot.Tensors.OfType<SingleTensor>().ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public void AddTo(IReadOnlyList<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (Parameter parameter in parameters)
        {
            if (!_known.TryGetValue(parameter.Name, out SingleTensor? tensor))
                continue;
            if (!tensor.Shape.Equals(parameter.Shape))
                throw new ModelMismatchException($"Parameter '{parameter.Name}' is {parameter.Shape}, but the term of the objective knows it as {tensor.Shape}.");
            parameter.Touched?.AddAll();
            Add(tensor.Values, parameter.Values, parameter.Gradient);
        }
    }

    /// <summary>Adds the derivative of one parameter.</summary>
    private protected abstract void Add(ReadOnlySpan<float> known, ReadOnlySpan<float> values, Span<float> gradient);
}
