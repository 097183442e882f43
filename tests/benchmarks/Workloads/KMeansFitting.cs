using Federated.Benchmarks.Inputs;
using Federated.Learning.Clustering;
using Federated.Learning.Kernels;

namespace Federated.Benchmarks.Workloads;

/// <summary>100,000 rows of 16 values around 8 centres: 20 iterations of Lloyd's algorithm from the first 8 rows.</summary>
internal sealed class KMeansFitting(Workers workers) : IWorkload
{
    private const int Rows = 100_000;
    private const int Columns = 16;
    private const int Clusters = 8;
    private static readonly KMeansOptions Options = new() { Clusters = Clusters, MaximumIterations = 20, Tolerance = 0 };
    private readonly float[] _rows = MakeRows();
    private KMeansFit? _fit;

    public double PerStep => 1;

    public double Step()
    {
        _fit = KMeans.Fit(_rows, new KMeansModel([.. _rows.AsSpan(0, Clusters * Columns)], Clusters), Options, workers);
        return _fit.Inertia;
    }

    public IReadOnlyDictionary<string, double> Prove()
    {
        Step();
        return new Dictionary<string, double> { ["iterations"] = _fit!.Iterations, ["inertia"] = _fit.Inertia };
    }

    private static float[] MakeRows()
    {
        float[] centres = SyntheticStream.Uniform(71, Clusters * Columns), rows = SyntheticStream.Uniform(73, Rows * Columns);
        int[] cluster = SyntheticStream.Integers(72, Clusters, Rows);
        for (int index = 0; index < rows.Length; index++)
            rows[index] += centres[(cluster[index / Columns] * Columns) + (index % Columns)] * 2;
        return rows;
    }
}
