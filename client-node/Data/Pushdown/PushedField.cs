using System.Globalization;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>One field of a contract in the subquery of checked rows, where its value is <c>vN</c> and its fault <c>eN</c>.</summary>
internal sealed class PushedField(FieldColumn column, int index)
{
    private static readonly CellFault[] Faults = [CellFault.Missing, CellFault.Type, CellFault.NotFinite, CellFault.OutOfRange, CellFault.Undeclared];

    public FieldColumn Column => column;

    public ContractField Field => column.Field;

    /// <summary>The value before treatment.</summary>
    public string Value => string.Create(CultureInfo.InvariantCulture, $"v{index}");

    /// <summary>What is wrong with the cell.</summary>
    public string Fault => string.Create(CultureInfo.InvariantCulture, $"e{index}");

    /// <summary>The name of the treated value: a number, a day, an index, or NULL.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"f{index}");

    /// <summary>Faults that the mapping does not allow, or mends in a way that is worth counting.</summary>
    public IEnumerable<CellFault> Counted => Faults.Where(fault => fault != CellFault.Missing || Field.Required);

    /// <summary>The treated value.</summary>
    public string Treated(SqlDialect dialect) => column.TreatmentOf(CellFault.OutOfRange) == CellTreatment.Clamp
        ? $"CASE WHEN {Value} IS NULL THEN NULL ELSE {dialect.Greatest(dialect.Least(Value, dialect.Number(Field.Maximum)), dialect.Number(Field.Minimum))} END"
        : $"CASE {Fault} WHEN {(int)CellFault.OutOfRange} THEN NULL ELSE {Value} END";

    /// <summary>Whether the row stays, as far as this field can say.</summary>
    public string Keeps
    {
        get
        {
            int[] dropped = [.. Counted.Where(fault => column.TreatmentOf(fault) is CellTreatment.DropRow or CellTreatment.Error).Select(fault => (int)fault)];
            return dropped.Length == 0 ? "1 = 1" : $"{Fault} NOT IN ({string.Join(", ", dropped)})";
        }
    }
}
