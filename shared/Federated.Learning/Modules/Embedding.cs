using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// A learned row for each index: indices […] to […, width]; <c>weight</c> [rows, width], standard normal at first, as PyTorch's. Only the rows that a batch reads
/// have a gradient (<see cref="Parameter.Touched"/>).
/// </summary>
public sealed class Embedding : IndexModule
{
    private readonly Parameter _table;
    private readonly int? _paddingIndex;

    /// <summary>A table with fresh rows.</summary>
    /// <param name="name">For instance <c>item</c>.</param>
    /// <param name="rows">Indices are 0 to <paramref name="rows"/>−1.</param>
    /// <param name="width">Size of a row.</param>
    /// <param name="source">Of the initial values.</param>
    /// <param name="paddingIndex">An index whose row is zero at first and gets no gradient. Default none.</param>
    public Embedding(string name, int rows, int width, SeededGenerator source, int? paddingIndex = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(source);
        _table = EmbeddingTable.Make(name, rows, width, source, paddingIndex);
        _paddingIndex = paddingIndex;
        Parameters = [_table];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, IndexTensor indices) => graph.Lookup(graph.Use(_table), indices, _paddingIndex);
}
