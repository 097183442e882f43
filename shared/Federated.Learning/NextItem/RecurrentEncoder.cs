using Federated.Learning.Autograd;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.NextItem;

/// <summary>GRU4Rec: the state after each item. Parameters <c>item.weight</c> and <c>gru.…</c>.</summary>
internal sealed class RecurrentEncoder : NextItemEncoder
{
    private readonly Gru _gru;

    public RecurrentEncoder(NextItemArchitecture architecture, SeededGenerator source)
        : base(architecture, source)
    {
        _gru = new Gru("gru", architecture.Width, architecture.Width, source, architecture.Layers);
        Parameters = [.. History.Parameters, .. _gru.Parameters];
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override Tensor Build(Graph graph, IndexTensor history, IndexTensor lengths)
        => _gru.Forward(graph, Dropped(graph, History.Forward(graph, history)), lengths).Outputs;
}
