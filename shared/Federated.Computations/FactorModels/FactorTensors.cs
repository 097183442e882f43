using Federated.Learning.State;

namespace Federated.Computations.FactorModels;

/// <summary>Strict reading of F32 tensors.</summary>
internal static class FactorTensors
{
    /// <exception cref="ContributionException">It is missing, has another shape, or holds a value that is not finite.</exception>
    public static ReadOnlySpan<float> Singles(ModelSnapshot snapshot, string name, params ReadOnlySpan<int> dimensions)
    {
        var shape = new TensorShape(dimensions);
        if (snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is not SingleTensor tensor || !tensor.Shape.Equals(shape))
            throw new ContributionException($"There is no F32 tensor '{name}' {shape}: it belongs to another job.");
        foreach (float value in tensor.Values)
        {
            if (!float.IsFinite(value))
                throw new ContributionException($"Tensor '{name}' holds a value that is not finite; it cannot be used.");
        }

        return tensor.Values;
    }
}
