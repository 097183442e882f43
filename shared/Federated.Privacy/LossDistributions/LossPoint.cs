namespace Federated.Privacy.LossDistributions;

/// <summary>A loss that both distributions have a mass at.</summary>
/// <param name="Loss">l.</param>
/// <param name="LogP">ln of P's mass.</param>
/// <param name="LogQ">ln of Q's mass, which is LogP − l.</param>
internal readonly record struct LossPoint(double Loss, double LogP, double LogQ);
