namespace Federated.Tasks.Lifetime;

/// <summary>What a customer will be worth.</summary>
/// <param name="Value">Discounted amount over the horizon.</param>
/// <param name="Purchases">Purchases expected within the horizon.</param>
/// <param name="Alive">Probability that the customer still buys at all.</param>
/// <param name="Amount">Amount expected of one purchase.</param>
internal sealed record LifetimeOutlook(double Value, double Purchases, double Alive, double Amount);
