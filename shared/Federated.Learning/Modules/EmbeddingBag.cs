using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// One row for each bag of indices, the sum, mean or largest of the indices' own learned rows: indices [bags, size] to [bags, width]; <c>weight</c> [rows, width],
/// standard normal at first, as PyTorch's. Bags may have lengths of their own, or be parts of a flat list that begin at offsets.
/// </summary>
public sealed class EmbeddingBag : IndexModule
{
    private readonly Parameter _table;
    private readonly BagReduction _reduction;
    private readonly int? _paddingIndex;

    /// <summary>A table with fresh rows.</summary>
    /// <param name="name">For instance <c>words</c>.</param>
    /// <param name="rows">Indices are 0 to <paramref name="rows"/>−1.</param>
    /// <param name="width">Size of a row.</param>
    /// <param name="source">Of the initial values.</param>
    /// <param name="reduction">How a bag's rows become one. Default the mean.</param>
    /// <param name="paddingIndex">An index that counts nowhere, not in a mean's size either. Default none.</param>
    public EmbeddingBag(string name, int rows, int width, SeededGenerator source, BagReduction reduction = BagReduction.Mean, int? paddingIndex = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(source);
        _table = EmbeddingTable.Make(name, rows, width, source, paddingIndex);
        _reduction = reduction;
        _paddingIndex = paddingIndex;
        Parameters = [_table];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Bags of which only the first indices count.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="indices">[bags, size].</param>
    /// <param name="lengths">[bags], each 0 to size.</param>
    public Tensor Forward(Graph graph, IndexTensor indices, IndexTensor lengths)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(lengths);
        return Within(graph, () => graph.LookupBags(graph.Use(_table), indices, _reduction, lengths, _paddingIndex));
    }

    /// <summary>Bags that lie one after the other in a flat list.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="indices">[total].</param>
    /// <param name="offsets">Where each bag begins, [bags]: 0 at first and never falling.</param>
    public Tensor ForwardAt(Graph graph, IndexTensor indices, IndexTensor offsets)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(offsets);
        return Within(graph, () => graph.LookupBagsAt(graph.Use(_table), indices, offsets, _reduction, _paddingIndex));
    }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, IndexTensor indices) => graph.LookupBags(graph.Use(_table), indices, _reduction, paddingIndex: _paddingIndex);
}
