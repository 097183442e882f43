using Federated.Benchmarks.Inputs;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;

namespace Federated.Benchmarks.Workloads;

/// <summary>The perceptron of <see cref="PerceptronTraining"/>, forward only; the figure of a step is the mean logit.</summary>
internal sealed class PerceptronInference(int batch, Workers workers) : IWorkload
{
    private readonly float[] _features = SyntheticStream.Uniform(1, PerceptronTraining.Pool * PerceptronTraining.Features);
    private readonly IModel _model = PerceptronTraining.CreateModel(workers);
    private readonly BatchSlices _batches = new(PerceptronTraining.Pool, batch);

    public double PerStep => batch;

    public double Step()
    {
        int first = _batches.Next() * PerceptronTraining.Features;
        ReadOnlySpan<float> logits = _model.Forward(_features.AsMemory(first, batch * PerceptronTraining.Features), batch, training: false).Span;
        double sum = 0;
        foreach (float logit in logits)
            sum += logit;
        return sum / batch;
    }
}
