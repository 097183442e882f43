namespace Federated.Benchmarks.SecureSums;

/// <summary>What one round cost.</summary>
/// <param name="Shape">The round.</param>
/// <param name="Graph">Neighbours of each member: <c>complete</c>, or k.</param>
/// <param name="ClientSeconds">All steps of one member; the median over members.</param>
/// <param name="CoordinatorSeconds">All steps of the coordinator.</param>
/// <param name="CoordinatorMebibytes">By how much its process's peak resident memory rose over what it had before the round.</param>
/// <param name="BytesUp">What a member that stays to the end sends, framing of the connection not counted.</param>
internal sealed record SumFigures(SumShape Shape, string Graph, double ClientSeconds, double CoordinatorSeconds, double CoordinatorMebibytes, long BytesUp);
