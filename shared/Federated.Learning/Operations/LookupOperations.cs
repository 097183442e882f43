using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>Appends lookups in a table [rows, width] to a graph.</summary>
public static class LookupOperations
{
    /// <summary>Rows of the table by index [...]; [..., width]. The row of the padding index gets no gradient.</summary>
    public static Tensor Lookup(this Graph graph, Tensor table, IndexTensor indices, int? paddingIndex = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(indices);
        return graph.Append(new Lookup(table, indices, paddingIndex ?? -1));
    }

    /// <summary>One row for each bag of indices [bags, size]; [bags, width].</summary>
    /// <param name="graph">Takes the operation.</param>
    /// <param name="table">[rows, width].</param>
    /// <param name="indices">[bags, size].</param>
    /// <param name="reduction">How a bag's rows become one.</param>
    /// <param name="lengths">How many of each bag's indices count, [bags]; all when left out.</param>
    /// <param name="paddingIndex">An index that counts nowhere.</param>
    public static Tensor LookupBags(
        this Graph graph, Tensor table, IndexTensor indices, BagReduction reduction, IndexTensor? lengths = null, int? paddingIndex = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(indices);
        Operations.Lookup.CheckTable(table, indices, paddingIndex ?? -1);
        return graph.AppendBags(table, Bags.OfRows(indices, lengths, paddingIndex ?? -1), reduction);
    }

    /// <summary>One row for each bag of a flat list of indices; [bags, width].</summary>
    /// <param name="graph">Takes the operation.</param>
    /// <param name="table">[rows, width].</param>
    /// <param name="indices">All bags' indices, one bag after the other.</param>
    /// <param name="offsets">Where each bag begins, [bags]: 0 at first and never falling. The last bag takes the rest.</param>
    /// <param name="reduction">How a bag's rows become one.</param>
    /// <param name="paddingIndex">An index that counts nowhere.</param>
    public static Tensor LookupBagsAt(
        this Graph graph, Tensor table, IndexTensor indices, IndexTensor offsets, BagReduction reduction, int? paddingIndex = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(offsets);
        Operations.Lookup.CheckTable(table, indices, paddingIndex ?? -1);
        return graph.AppendBags(table, Bags.OfOffsets(indices, offsets, paddingIndex ?? -1), reduction);
    }

    private static Tensor AppendBags(this Graph graph, Tensor table, Bags bags, BagReduction reduction) => reduction switch
    {
        BagReduction.Sum => graph.Append(new BagLookup(table, bags, mean: false)),
        BagReduction.Mean => graph.Append(new BagLookup(table, bags, mean: true)),
        BagReduction.Maximum => graph.Append(new BagMaximum(table, bags)),
        _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "Unknown reduction."),
    };
}
