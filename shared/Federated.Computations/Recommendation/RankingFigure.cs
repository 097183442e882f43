namespace Federated.Computations.Recommendation;

/// <summary>A figure over partners, each counting once.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, with n − 1.</param>
public sealed record RankingFigure(double Mean, double Deviation);
