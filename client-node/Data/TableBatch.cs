using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>Some of a source's rows, in its order.</summary>
/// <param name="Table">The rows as the contract has them.</param>
/// <param name="Ids">For scoring, the id of each row; empty when the contract has no id, and when read for training.</param>
/// <param name="Lines">For scoring, where each row begins in the source; empty when read for training.</param>
internal sealed record TableBatch(LocalTable Table, IReadOnlyList<string> Ids, IReadOnlyList<long> Lines);
