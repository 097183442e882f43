using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Learning.Solvers;

/// <summary>Tensors of a saved model, checked for name, type, shape and finite values before a model is built of them.</summary>
internal static class SnapshotTensors
{
    public static DoubleTensor Doubles(this ModelSnapshot snapshot, string model, string name, int rank)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Tensors.FirstOrDefault(each => each.Name == name) is not DoubleTensor tensor)
            throw new ModelMismatchException($"The snapshot is not a {model}: it has no F64 tensor '{name}'.");
        CheckRank(tensor, model, rank);
        int fault = 0;
        while (fault < tensor.Values.Length && double.IsFinite(tensor.Values[fault]))
            fault++;
        return fault == tensor.Values.Length ? tensor : throw new ModelMismatchException($"Value {fault} of tensor '{name}' of the {model} is {tensor.Values[fault]}; the file is damaged.");
    }

    public static SingleTensor Singles(this ModelSnapshot snapshot, string model, string name, int rank)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Tensors.FirstOrDefault(each => each.Name == name) is not SingleTensor tensor)
            throw new ModelMismatchException($"The snapshot is not a {model}: it has no F32 tensor '{name}'.");
        CheckRank(tensor, model, rank);
        int fault = 0;
        while (fault < tensor.Values.Length && float.IsFinite(tensor.Values[fault]))
            fault++;
        return fault == tensor.Values.Length ? tensor : throw new ModelMismatchException($"Value {fault} of tensor '{name}' of the {model} is {tensor.Values[fault]}; the file is damaged.");
    }

    /// <summary>The tensor, if its first dimensions are those expected.</summary>
    public static T Sized<T>(this T tensor, string model, params ReadOnlySpan<int> expected)
        where T : NamedTensor
    {
        return tensor.Shape.Dimensions.AsSpan().SequenceEqual(expected)
            ? tensor
            : throw new ModelMismatchException($"Tensor '{tensor.Name}' of the {model} has shape {tensor.Shape}; [{string.Join(", ", expected.ToArray())}] was expected from the other tensors.");
    }

    private static void CheckRank(NamedTensor tensor, string model, int rank)
    {
        if (tensor.Shape.Dimensions.Length != rank || tensor.Shape.Length == 0)
            throw new ModelMismatchException($"Tensor '{tensor.Name}' of the {model} has shape {tensor.Shape}; {rank} dimensions, none empty, were expected.");
    }
}
