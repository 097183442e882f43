using Federated.Learning.Autograd;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.NextItem;

/// <summary>
/// SASRec: items times √width plus their places, then layers of causal attention that normalise first. Parameters <c>item.weight</c>, <c>place.weight</c>,
/// <c>encoder.…</c>.
/// </summary>
internal sealed class AttentionEncoder : NextItemEncoder
{
    private readonly PositionalEmbedding _places;
    private readonly TransformerEncoder _layers;

    public AttentionEncoder(NextItemArchitecture architecture, SeededGenerator source)
        : base(architecture, source)
    {
        int width = architecture.Width;
        _places = new PositionalEmbedding("place", architecture.Steps, width, source);
        Span<float> places = _places.Parameters[0].Values;
        TensorPrimitives.Multiply(places, 1 / MathF.Sqrt(width), places);
        var options = new TransformerEncoderLayerOptions
        {
            Width = width,
            Heads = architecture.Heads,
            FeedForwardSize = width,
            NormFirst = true,
            Causal = true,
            Dropout = architecture.Dropout,
        };
        _layers = new TransformerEncoder("encoder", options, architecture.Layers, source, finalNorm: true);
        Parameters = [.. History.Parameters, .. _places.Parameters, .. _layers.Parameters];
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override Tensor Build(Graph graph, IndexTensor history, IndexTensor lengths)
    {
        Tensor scale = graph.Input(new TensorShape(1));
        scale.Values[0] = MathF.Sqrt(Architecture.Width);
        Tensor items = graph.Multiply(History.Forward(graph, history), scale);
        return _layers.Forward(graph, Dropped(graph, _places.Forward(graph, items)), lengths);
    }
}
