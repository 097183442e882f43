namespace Federated.Learning.Lifetime;

/// <summary>What a customer is worth: purchases to come, times the amount of one, discounted to today (Fader, Hardie and Lee 2005b, "RFM and CLV").</summary>
/// <param name="buying">How often and how long.</param>
/// <param name="spending">How much at a time.</param>
public sealed class LifetimeValue(BetaGeometricModel buying, GammaGammaModel spending)
{
    /// <summary>Sum over periods k of (purchases expected in k) · (amount expected) / (1 + discount)ᵏ, in the unit of money.</summary>
    /// <param name="customer">When the customer bought.</param>
    /// <param name="spend">What the customer spent; no purchases when nothing is known.</param>
    /// <param name="periods">How many periods ahead, 1 to 1,200.</param>
    /// <param name="length">Length of a period in the unit of the history's times, above 0.</param>
    /// <param name="discount">Discount rate of one period, 0 or more: 0.01 is 1 %.</param>
    /// <exception cref="ArgumentException">A value is out of its range, or nothing is known of the amount and the population's mean is infinite.</exception>
    public double Of(PurchaseHistory customer, SpendHistory spend, int periods, double length = 1, double discount = 0)
    {
        if (periods is < 1 or > 1200)
            throw new ArgumentException($"A value over {periods} periods was asked; 1 to 1,200 are possible.", nameof(periods));
        if (!(length > 0 && double.IsFinite(length)))
            throw new ArgumentException($"A period of length {length} was given; it is above 0.", nameof(length));
        if (!(discount >= 0 && double.IsFinite(discount)))
            throw new ArgumentException($"The discount rate is {discount}; it is 0 or more.", nameof(discount));
        double amount = spending.ExpectedAmount(spend);
        if (!double.IsFinite(amount))
            throw new ArgumentException("The customer has no purchase with an amount, and the spending model has no mean (its q is 1 or less).", nameof(spend));
        double worth = 0, before = 0, factor = 1;
        for (int period = 1; period <= periods; period++)
        {
            double until = buying.ExpectedPurchases(customer, period * length);
            factor /= 1 + discount;
            worth += (until - before) * factor;
            before = until;
        }

        return worth * amount;
    }
}
