namespace Federated.Learning.Lifetime;

/// <summary>What the spending model knows of a customer (Fader and Hardie 2013, section 2).</summary>
/// <param name="Purchases">x, purchases that were averaged: 1 to 1,000,000.</param>
/// <param name="MeanAmount">m, mean amount of one purchase, above 0 and at most 1e12, in any currency, the same for all customers.</param>
public readonly record struct SpendHistory(long Purchases, double MeanAmount)
{
    /// <summary>Largest mean amount.</summary>
    public const double MostAmount = 1e12;

    /// <summary>Requires values in their ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message says which.</exception>
    public void Require()
    {
        if (Purchases is < 1 or > PurchaseHistory.MostRepeats)
            throw new ArgumentException($"A customer has {Purchases} purchases; the spending model takes 1 to {PurchaseHistory.MostRepeats}. Leave out customers without one.");
        if (!(MeanAmount > 0 && MeanAmount <= MostAmount))
            throw new ArgumentException($"A customer's mean amount is {MeanAmount}; it must be above 0 and at most {MostAmount:0}. Leave out free and returned purchases.");
    }
}
