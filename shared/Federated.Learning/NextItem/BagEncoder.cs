using Federated.Learning.Autograd;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;
using AffineLayer = Federated.Learning.Modules.Linear;

namespace Federated.Learning.NextItem;

/// <summary>The customer tower: the mean of the items' vectors through an affine map. Parameters <c>item.weight</c>, <c>customer.…</c> and, of candidates, <c>candidate.weight</c>.</summary>
internal sealed class BagEncoder : NextItemEncoder
{
    private readonly Embedding _candidates;
    private readonly AffineLayer _customer;

    public BagEncoder(NextItemArchitecture architecture, SeededGenerator source)
        : base(architecture, source)
    {
        _candidates = Table("candidate", architecture, source);
        _customer = new AffineLayer("customer", architecture.Width, architecture.Width, source);
        Parameters = [.. History.Parameters, .. _candidates.Parameters, .. _customer.Parameters];
    }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override Parameter Items => _candidates.Parameters[0];

    public override Tensor Build(Graph graph, IndexTensor history, IndexTensor lengths)
    {
        Tensor mean = graph.LookupBags(graph.Use(History.Parameters[0]), history, BagReduction.Mean, lengths, Padding);
        return _customer.Forward(graph, Dropped(graph, mean));
    }
}
