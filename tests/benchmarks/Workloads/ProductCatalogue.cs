namespace Federated.Benchmarks.Workloads;

/// <summary>The matrix products of training: those of layers for several batches, forward and for both gradients, and squares.</summary>
internal static class ProductCatalogue
{
    private static readonly int[] Batches = [1, 32, 512, 3200];

    // The perceptron 100 → 64 → 32 → 1, the three projections of an attention or the gates of a recurrent layer, and a wide linear model.
    private static readonly (int Inputs, int Outputs)[] Layers = [(100, 64), (64, 32), (32, 1), (64, 192), (1000, 1)];

    public static readonly IReadOnlyList<WorkloadEntry> All =
    [
        .. OfLayers("forward", WorkloadClass.ForwardProduct, ProductShape.Forward),
        .. OfLayers("dweight", WorkloadClass.WeightGradientProduct, ProductShape.WeightGradient),
        .. OfLayers("dinput", WorkloadClass.InputGradientProduct, ProductShape.InputGradient),
        Of("square_64", WorkloadClass.SmallProduct, ProductShape.Square(64)),
        Of("square_256", WorkloadClass.LargeProduct, ProductShape.Square(256)),
        Of("square_1024", WorkloadClass.LargeProduct, ProductShape.Square(1024)),
    ];

    private static IEnumerable<WorkloadEntry> OfLayers(string name, WorkloadClass several, Func<int, int, int, ProductShape> shape) =>
        from batch in Batches
        from layer in Layers
        select Of($"{name}_b{batch}_{layer.Inputs}x{layer.Outputs}", batch == 1 ? WorkloadClass.SingleRowProduct : several, shape(batch, layer.Inputs, layer.Outputs));

    private static WorkloadEntry Of(string name, WorkloadClass kind, ProductShape shape)
        => new(name, kind, MeasureUnit.Flops, workers => new DenseProduct(shape, workers)) { PeerName = shape.PeerName };
}
