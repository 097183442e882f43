using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Workloads;

/// <summary>Every workload that is measured, in the order of the report. A new one is a class beside this file and a line here.</summary>
internal static class WorkloadCatalogue
{
    public static readonly IReadOnlyList<WorkloadEntry> All =
    [
        new("mlp_b32", WorkloadClass.Small, MeasureUnit.Samples, workers => new PerceptronTraining(32, workers)),
        new("mlp_b512", WorkloadClass.Large, MeasureUnit.Samples, workers => new PerceptronTraining(512, workers)),
        new("mlp_infer_b1", WorkloadClass.Inference, MeasureUnit.Samples, workers => new PerceptronInference(1, workers)),
        new("mlp_infer_b512", WorkloadClass.Inference, MeasureUnit.Samples, workers => new PerceptronInference(512, workers)),
        new("wide_b512", WorkloadClass.Large, MeasureUnit.Samples, workers => new WideLogisticTraining(512, workers)),
        new("mlp_dpsgd_naive_b32", WorkloadClass.PrivateLoop, MeasureUnit.Samples, workers => new DpSgdTraining(32, workers)) { PlainName = "mlp_b32" },
        new("mlp_dpsgd_naive_b512", WorkloadClass.PrivateLoop, MeasureUnit.Samples, workers => new DpSgdTraining(512, workers)) { PlainName = "mlp_b512" },
        new("mlp_dpsgd_batched_b32", WorkloadClass.Small, MeasureUnit.Samples, workers => new DpSgdTraining(32, workers)) { PlainName = "mlp_b32" },
        new("mlp_dpsgd_batched_b512", WorkloadClass.Large, MeasureUnit.Samples, workers => new DpSgdTraining(512, workers)) { PlainName = "mlp_b512" },
        new("ncf_adam_b256", WorkloadClass.Small, MeasureUnit.Samples, workers => new NcfTraining(256, rowSparse: false, workers)),
        new("ncf_sparseadam_b256", WorkloadClass.Small, MeasureUnit.Samples, workers => new NcfTraining(256, rowSparse: true, workers)),
        new("gru_b64", WorkloadClass.Small, MeasureUnit.Samples, RecurrentTraining.OfGru),
        new("lstm_b64", WorkloadClass.Small, MeasureUnit.Samples, RecurrentTraining.OfLstm),
        new("sasrec_b64", WorkloadClass.Small, MeasureUnit.Samples, workers => new SequentialRecommendation(workers)),
        new("text_adam_b128", WorkloadClass.Small, MeasureUnit.Samples, workers => new TextTraining(128, rowSparse: false, workers)),
        new("text_sparseadam_b128", WorkloadClass.Small, MeasureUnit.Samples, workers => new TextTraining(128, rowSparse: true, workers)),
        new("kmeans_f32_100k_16_k8_20it", WorkloadClass.Classical, MeasureUnit.Seconds, workers => new KMeansFitting(workers)),

        // The peer rounds labels and gains in other ways: two sides' areas agree to 0.005.
        new("histgb_50kx30_100x6", WorkloadClass.Classical, MeasureUnit.Seconds, workers => new HistGbFitting(workers)) { Tolerance = 0.005, MostRuns = 5 },
        .. Products("torch"),
        .. Products("numpy"),
    ];

    /// <summary>The workloads that were asked for, in a catalogue's order: a name, or the beginning of several up to an underscore.</summary>
    /// <exception cref="CommandException">A name fits none.</exception>
    public static WorkloadEntry[] Choose(IReadOnlyList<WorkloadEntry> catalogue, IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => !catalogue.Any(entry => Fits(entry, name))) is { } unknown)
            throw new CommandException("FED-BENCH-NAME", $"no workload is called '{unknown}'", $"choose among {string.Join(", ", catalogue.Select(entry => entry.Name))}");
        return names.Count == 0 ? [.. catalogue] : [.. catalogue.Where(entry => names.Any(name => Fits(entry, name)))];
    }

    private static bool Fits(WorkloadEntry entry, string name)
        => entry.Name == name || entry.Name.StartsWith($"{name}_", StringComparison.Ordinal);

    private static IEnumerable<WorkloadEntry> Products(string library) =>
    [
        new($"matmul_{library}_64", WorkloadClass.SmallProduct, MeasureUnit.Flops, workers => new DenseProduct(ProductShape.Square(64), workers)),
        new($"matmul_{library}_256", WorkloadClass.LargeProduct, MeasureUnit.Flops, workers => new DenseProduct(ProductShape.Square(256), workers)),
        new($"matmul_{library}_1024", WorkloadClass.LargeProduct, MeasureUnit.Flops, workers => new DenseProduct(ProductShape.Square(1024), workers)),
    ];
}
