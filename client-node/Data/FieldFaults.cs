using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data;

/// <summary>All faults of the cells of a file, one tally for each field, kind and treatment.</summary>
internal sealed class FieldFaults(DataMapping mapping)
{
    private readonly Dictionary<(string Field, CellFault Fault, CellTreatment Treatment), FaultTally> _tallies = [];

    public void Count(FieldColumn column, CellFault fault, CellTreatment treatment, long line, Cell cell)
    {
        var key = (column.Field.Name, fault, treatment);
        if (!_tallies.TryGetValue(key, out FaultTally? tally))
            _tallies.Add(key, tally = FieldFaultWords.Tally(column.Field, mapping, fault, treatment, cell.Text));
        AreFatal |= treatment == CellTreatment.Error;
        tally.Count(line, column.Field.Role == Tasks.Schema.FieldRole.Id ? null : cell);
    }

    /// <summary>Whether there is one that the mapping does not mend.</summary>
    public bool AreFatal { get; private set; }

    public IEnumerable<DataFault> Fatal(long rowCount) => Of(rowCount, fatal: true);

    public IEnumerable<DataFault> Mended(long rowCount) => Of(rowCount, fatal: false);

    private IEnumerable<DataFault> Of(long rowCount, bool fatal) => _tallies
        .Where(each => each.Key.Treatment == CellTreatment.Error == fatal)
        .Select(each => each.Value.ToFault(rowCount));
}
