using Federated.Benchmarks.Inputs;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Benchmarks.Workloads;

/// <summary>
/// Self-attentive sequential recommendation (Kang and McAuley 2018): batches of 64 × 50 items of 2000, width 64, two causal pre-norm encoder layers of two heads; each
/// step scores its next item against 16 sampled ones by the same embedding. Cross-entropy and Adam, learning rate 0.001.
/// </summary>
internal sealed class SequentialRecommendation : IWorkload
{
    private const int Batch = 64;
    private const int Pool = 1024;
    private const int Time = 50;
    private const int Width = 64;
    private const int Items = 2000;
    private const int Candidates = 17;
    private readonly int[] _sequences = new int[Pool * Time];
    private readonly int[] _candidates = new int[Pool * Time * Candidates];
    private readonly BatchSlices _batches = new(Pool, Batch);
    private readonly Graph _graph;
    private readonly IndexTensor _batchSequences;
    private readonly IndexTensor _batchCandidates;
    private readonly Tensor _loss;
    private readonly Adam _optimizer;

    public SequentialRecommendation(Workers workers)
    {
        MakeSequences();
        var source = new SeededGenerator(0);
        var item = new Parameter("item.weight", new TensorShape(Items, Width));
        var position = new PositionalEmbedding("pos", Time, Width, source);
        var options = new TransformerEncoderLayerOptions { Width = Width, Heads = 2, FeedForwardSize = Width, NormFirst = true, Causal = true };
        var encoder = new TransformerEncoder("enc", options, layers: 2, source, finalNorm: true);
        Parameter[] parameters = [item, .. position.Parameters, .. encoder.Parameters];
        InitialWeights.Fill(parameters, 500);
        _graph = new Graph(workers);
        _batchSequences = _graph.Indices("items", new TensorShape(Batch, Time), Items);
        _batchCandidates = _graph.Indices("candidates", new TensorShape(Batch, Time, Candidates), Items);
        Tensor first = _graph.Input(new TensorShape(Batch * Time));
        Tensor table = _graph.Use(item);
        Tensor states = encoder.Forward(_graph, position.Forward(_graph, _graph.Lookup(table, _batchSequences)));
        _loss = _graph.Loss(_graph.SampledScores(states, table, _batchCandidates), first, new SoftmaxCrossEntropy(Candidates));
        _optimizer = new Adam(parameters, new AdamOptions { LearningRate = 1e-3f });
    }

    public double PerStep => Batch;

    public double Step()
    {
        int first = _batches.Next();
        _batchSequences.Set(_sequences.AsSpan(first * Time, Batch * Time));
        _batchCandidates.Set(_candidates.AsSpan(first * Time * Candidates, Batch * Time * Candidates));
        _graph.Forward(training: true);
        _graph.Backward(_loss);
        _optimizer.ApplyGradients();
        return _loss.Values[0];
    }

    /// <summary>Sequences of one item more than there are steps: the item behind each step is its first candidate, and the others are drawn.</summary>
    private void MakeSequences()
    {
        int[] items = SyntheticStream.Integers(41, Items, Pool * (Time + 1));
        int[] others = SyntheticStream.Integers(42, Items, Pool * Time * (Candidates - 1));
        for (int step = 0; step < _sequences.Length; step++)
        {
            int from = (step / Time * (Time + 1)) + (step % Time);
            _sequences[step] = items[from];
            _candidates[step * Candidates] = items[from + 1];
            others.AsSpan(step * (Candidates - 1), Candidates - 1).CopyTo(_candidates.AsSpan((step * Candidates) + 1));
        }
    }
}
