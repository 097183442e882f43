namespace Federated.Learning.State;

/// <summary>What a tensor's values look like.</summary>
/// <param name="Minimum">Least finite value; NaN when none is finite.</param>
/// <param name="Maximum">Greatest finite value; NaN when none is finite.</param>
/// <param name="Mean">Mean of the finite values; NaN when none is finite.</param>
/// <param name="NotFinite">Values that are NaN or infinite.</param>
public sealed record TensorStatistics(double Minimum, double Maximum, double Mean, long NotFinite);
