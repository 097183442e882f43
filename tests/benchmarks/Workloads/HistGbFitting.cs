using Federated.Benchmarks.Inputs;
using Federated.Learning.Kernels;
using Federated.Learning.Metrics;
using Federated.Learning.Trees;

namespace Federated.Benchmarks.Workloads;

/// <summary>50,000 rows of 30 features: 100 boosted trees of depth 6; the proof is the area under the curve of 12,500 further rows.</summary>
internal sealed class HistGbFitting : IWorkload
{
    private const int Rows = 62_500;
    private const int TrainingRows = 50_000;
    private const int Columns = 30;
    private static readonly HistogramBoostingOptions Options = new() { Trees = 100, MaximumDepth = 6, MaximumLeaves = 64, LearningRate = 0.1 };
    private readonly float[] _features = SyntheticStream.Uniform(81, Rows * Columns);
    private readonly float[] _labels;
    private readonly TrainingTable _table;
    private readonly Workers _workers;
    private BoostedTrees? _model;

    public HistGbFitting(Workers workers)
    {
        _workers = workers;
        _labels = MakeLabels(_features);
        _table = new TrainingTable(_features.AsMemory(0, TrainingRows * Columns), Columns, _labels.AsMemory(0, TrainingRows));
    }

    public double PerStep => 1;

    public double Step()
    {
        _model = HistogramBoosting.Train(_table, Options, _workers);
        return 0;
    }

    public IReadOnlyDictionary<string, double> Prove()
    {
        Step();
        float[] scores = _model!.Scores(_features.AsMemory(TrainingRows * Columns), _workers);
        return new Dictionary<string, double> { ["auc"] = AreaUnderCurve.Exact(scores, _labels.AsSpan(TrainingRows)) };
    }

    private static float[] MakeLabels(float[] features)
    {
        float[] noise = SyntheticStream.Uniform(82, Rows), labels = new float[Rows];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> x = features.AsSpan(row * Columns, Columns);
            float sum = 0;
            foreach (float value in x[5..10])
                sum += value;
            float score = MathF.Sin(3 * x[0]) + (x[1] * x[2]) + (x[3] > 0.3f ? x[4] : 0) + (0.5f * sum);
            labels[row] = score + (0.5f * noise[row]) > 0 ? 1 : 0;
        }

        return labels;
    }
}
