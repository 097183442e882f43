namespace Federated.Benchmarks.SecureSums;

/// <summary>One round to measure.</summary>
/// <param name="Members">n.</param>
/// <param name="Values">d, the weight not counted.</param>
/// <param name="Dropped">Members that share their keys and never upload: their pair masks have to be rebuilt.</param>
/// <param name="Sparse">Whether members share with a few neighbours however small the round is.</param>
internal sealed record SumShape(int Members, int Values, int Dropped, bool Sparse);
