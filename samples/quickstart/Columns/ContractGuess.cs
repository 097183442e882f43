using Federated.Tasks.Schema;

namespace Federated.Samples.Quickstart.Columns;

/// <summary>A contract for a table that nobody described.</summary>
/// <param name="Contract">The fields, label and id included.</param>
/// <param name="Columns">Where each field was found, in the contract's order.</param>
/// <param name="DecimalMark">'.' or ','.</param>
/// <param name="Notices">What was left out or folded together, a sentence each.</param>
internal sealed record ContractGuess(DataContract Contract, IReadOnlyList<GuessedColumn> Columns, char DecimalMark, IReadOnlyList<string> Notices);
