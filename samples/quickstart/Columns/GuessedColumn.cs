using Federated.Tasks.Schema;

namespace Federated.Samples.Quickstart.Columns;

/// <summary>A column and the field of the contract that it was taken for.</summary>
/// <param name="Column">Name in the header.</param>
/// <param name="Field">What it is taken for.</param>
/// <param name="HasOthers">Whether some cells do not fit the field (rare values, words among numbers), so that the mapping must say what becomes of them.</param>
internal sealed record GuessedColumn(string Column, ContractField Field, bool HasOthers);
