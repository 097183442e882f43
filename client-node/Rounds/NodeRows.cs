using Federated.Tasks.Schema;

namespace Federated.ClientNode.Rounds;

/// <summary>This partner's rows for a job.</summary>
/// <param name="Rows">Held, or streamed from their source at each pass.</param>
/// <param name="RowCount">How many there are.</param>
/// <param name="Columns">The partner's own names of the columns that the job reads.</param>
internal sealed record NodeRows(ITaskRows Rows, long RowCount, IReadOnlyList<string> Columns);
