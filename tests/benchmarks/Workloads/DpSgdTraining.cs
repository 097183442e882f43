using Federated.Benchmarks.Inputs;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Benchmarks.Workloads;

/// <summary>
/// The work of <see cref="PerceptronTraining"/> with every example's gradient clipped to norm 1, noise of deviation 1 on their sum, and Adam. The noise
/// is our own, so the losses agree before the first step only.
/// </summary>
internal sealed class DpSgdTraining : IWorkload
{
    private readonly float[] _features = SyntheticStream.Uniform(1, PerceptronTraining.Pool * PerceptronTraining.Features);
    private readonly float[] _labels;
    private readonly ClippedTraining _training;
    private readonly BatchSlices _batches;
    private readonly int _batch;

    public DpSgdTraining(int batch, Workers workers)
    {
        _batch = batch;
        _labels = SyntheticStream.Labels(2, _features, PerceptronTraining.Features);
        _batches = new BatchSlices(PerceptronTraining.Pool, batch);
        IModel model = PerceptronTraining.CreateModel(workers);
        var options = new ClippedTrainingOptions { ClipNorm = 1, NoiseMultiplier = 1, Noise = new SeededNoise() };
        _training = new ClippedTraining(model, new BinaryCrossEntropy(), new Adam(model.Parameters, new AdamOptions { LearningRate = 1e-3f }), batch, options);
    }

    public double PerStep => _batch;

    public double Step()
    {
        int first = _batches.Next();
        ReadOnlyMemory<float> features = _features.AsMemory(first * PerceptronTraining.Features, _batch * PerceptronTraining.Features);
        return _training.Step(features, _labels.AsSpan(first, _batch), []) / _batch;
    }

    public IReadOnlyDictionary<string, double> Prove() => new Dictionary<string, double> { ["loss_step0"] = Step() };

    /// <summary>The peer's noise is an ordinary generator's too: neither side pays for a cryptographic one.</summary>
    private sealed class SeededNoise : IGradientNoise
    {
        private readonly SeededGenerator _source = new(7);

        public void AddTo(Span<float> values, double deviation) => GaussianNoise.Fill(values, (float)deviation, _source, add: true);
    }
}
