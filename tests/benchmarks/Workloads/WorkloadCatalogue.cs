using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Workloads;

/// <summary>Every workload that is measured, in the order of the report. A new one is a class beside this file and a line here.</summary>
internal static class WorkloadCatalogue
{
    public static readonly IReadOnlyList<WorkloadEntry> All =
    [
        new("mlp_b32", WorkloadClass.Small, MeasureUnit.Samples, workers => new PerceptronTraining(32)),
        new("mlp_b512", WorkloadClass.Large, MeasureUnit.Samples, workers => new PerceptronTraining(512)),
        new("mlp_infer_b1", WorkloadClass.Inference, MeasureUnit.Samples, workers => new PerceptronInference(1)),
        new("mlp_infer_b512", WorkloadClass.Inference, MeasureUnit.Samples, workers => new PerceptronInference(512)),
        new("wide_b512", WorkloadClass.Large, MeasureUnit.Samples, workers => new WideLogisticTraining(512)),
        new("gru_b64", WorkloadClass.Small, MeasureUnit.Samples, RecurrentTraining.OfGru),
        new("lstm_b64", WorkloadClass.Small, MeasureUnit.Samples, RecurrentTraining.OfLstm),
        new("sasrec_b64", WorkloadClass.Small, MeasureUnit.Samples, workers => new SequentialRecommendation(workers)),
        .. Products("torch"),
        .. Products("numpy"),
    ];

    /// <summary>The workloads that were asked for, in the catalogue's order: a name, or the beginning of several up to an underscore.</summary>
    /// <exception cref="CommandException">A name fits none.</exception>
    public static WorkloadEntry[] Choose(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => !All.Any(entry => Fits(entry, name))) is { } unknown)
            throw new CommandException("FED-BENCH-NAME", $"no workload is called '{unknown}'", $"choose among {string.Join(", ", All.Select(entry => entry.Name))}");
        return names.Count == 0 ? [.. All] : [.. All.Where(entry => names.Any(name => Fits(entry, name)))];
    }

    private static bool Fits(WorkloadEntry entry, string name)
        => entry.Name == name || entry.Name.StartsWith($"{name}_", StringComparison.Ordinal);

    private static IEnumerable<WorkloadEntry> Products(string library) =>
    [
        new($"matmul_{library}_64", WorkloadClass.SmallProduct, MeasureUnit.Flops, workers => new SquareProduct(64, workers)),
        new($"matmul_{library}_256", WorkloadClass.LargeProduct, MeasureUnit.Flops, workers => new SquareProduct(256, workers)),
        new($"matmul_{library}_1024", WorkloadClass.LargeProduct, MeasureUnit.Flops, workers => new SquareProduct(1024, workers)),
    ];
}
