using Federated.Learning.State;

namespace Federated.Computations.SparseRegression;

/// <summary>Tensors of a state from the wire, checked for type, shape and finite values.</summary>
internal static class SparseTensors
{
    public static double[] Doubles(ModelSnapshot snapshot, string name, params ReadOnlySpan<int> shape)
    {
        if (snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is not DoubleTensor tensor || !tensor.Shape.Dimensions.AsSpan().SequenceEqual(shape))
            throw new ContributionException($"The state lacks an F64 tensor '{name}' of shape [{string.Join(", ", shape.ToArray())}]: it belongs to another computation.");
        double[] values = tensor.Values.ToArray();
        return Array.TrueForAll(values, double.IsFinite) ? values : throw new ContributionException($"The state's tensor '{name}' is not finite; ask for it again.");
    }

    public static float[] Singles(ModelSnapshot snapshot, string name, params ReadOnlySpan<int> shape)
    {
        if (snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is not SingleTensor tensor || !tensor.Shape.Dimensions.AsSpan().SequenceEqual(shape))
            throw new ContributionException($"The state lacks an F32 tensor '{name}' of shape [{string.Join(", ", shape.ToArray())}]: it belongs to another computation.");
        float[] values = tensor.Values.ToArray();
        return Array.TrueForAll(values, float.IsFinite) ? values : throw new ContributionException($"The state's tensor '{name}' is not finite; ask for it again.");
    }
}
