using Federated.Learning.State;

namespace Federated.Computations.Tests.Statistics;

/// <summary>Snapshots as a hostile side would send them.</summary>
internal static class SnapshotDamage
{
    /// <summary>The same with one figure replaced.</summary>
    public static ModelSnapshot Set(ModelSnapshot snapshot, string name, int index, double figure)
    {
        Assert.Contains(snapshot.Tensors, tensor => tensor.Name == name);
        return new ModelSnapshot(snapshot.Tensors.Select(tensor =>
        {
            double[] values = ((DoubleTensor)tensor).Values.ToArray();
            if (tensor.Name == name)
                values[index] = figure;
            return new DoubleTensor(tensor.Name, tensor.Shape, values);
        }));
    }

    /// <summary>The same with the last figure of a tensor left out.</summary>
    public static ModelSnapshot Shorten(ModelSnapshot snapshot, string name) => new(snapshot.Tensors.Select(tensor =>
    {
        double[] values = ((DoubleTensor)tensor).Values.ToArray();
        return tensor.Name == name ? new DoubleTensor(name, new TensorShape(values.Length - 1), values.AsSpan(0, values.Length - 1)) : tensor;
    }));
}
