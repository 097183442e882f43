using System.Collections.Immutable;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>
/// The inputs of a model, as fitted by joint statistics. A row's encoding depends on nothing but the row and the plan, and the plan on nothing but the contract, the
/// job and the statistics, so every node encodes alike.
/// </summary>
public sealed class FeaturePlan
{
    internal FeaturePlan(ImmutableArray<InputColumn> columns) => Columns = columns;

    /// <summary>The inputs, in the order of <see cref="Encode"/>: those of one field stand together, in the contract's order.</summary>
    public ImmutableArray<InputColumn> Columns { get; }

    /// <summary>Number of inputs; 0 when no feature varies over the partners' rows.</summary>
    public int Width => Columns.Length;

    /// <summary>Rows × <see cref="Width"/>, row-major, finite.</summary>
    public float[] Encode(LocalTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var encoded = new float[checked(table.RowCount * Width)];
        for (int column = 0; column < Width; column++)
            Columns[column].Formula.Write(table, encoded, column, Width);
        return encoded;
    }
}
