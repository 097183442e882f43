namespace Federated.Computations.Worth;

/// <summary>A figure over partners, each counting once.</summary>
/// <param name="Partners">How many determined it.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, with n − 1.</param>
public sealed record WorthFigure(int Partners, double Mean, double Deviation);
