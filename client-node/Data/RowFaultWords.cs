namespace Federated.ClientNode.Data;

/// <summary>Rules and mends for faults of whole rows.</summary>
internal static class RowFaultWords
{
    public static FaultTally Ragged(DataMapping mapping) => new(
        "FED-DATA-RAGGED",
        field: null,
        "each row must have as many cells as the header",
        mapping.Ragged == CellTreatment.DropRow
            ? "Rows left out, as the mapping says."
            : $"put cells that contain the delimiter or a line break in quotes, or set ragged: drop_row in {mapping.DocumentName}");

    public static FaultTally Quotes(DataMapping mapping) => new(
        "FED-DATA-QUOTE",
        field: null,
        "a quote inside a cell must be doubled and the cell quoted (\"a \"\"b\"\" c\")",
        mapping.Ragged == CellTreatment.DropRow
            ? "Rows left out, as the mapping says."
            : $"export again with quotes escaped, or set ragged: drop_row in {mapping.DocumentName}");
}
