namespace Federated.ClientNode.Data;

/// <summary>How a cell can break its contract.</summary>
internal enum CellFault
{
    None,
    Missing,
    Type,
    NotFinite,
    OutOfRange,
    Undeclared,
}
