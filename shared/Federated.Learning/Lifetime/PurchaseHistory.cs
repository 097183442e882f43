namespace Federated.Learning.Lifetime;

/// <summary>What the buying model knows of a customer (Fader, Hardie and Lee 2005, section 2). Time is in any unit, the same for all customers.</summary>
/// <param name="Repeats">x, purchases after the first: 0 to 1,000,000. Purchases of one period (a day, say) count as one.</param>
/// <param name="Recency">t, time from the first purchase to the last: 0 when there is no repeat, and at most <paramref name="Age"/>.</param>
/// <param name="Age">T, time from the first purchase to the end of observation, above 0.</param>
public readonly record struct PurchaseHistory(long Repeats, double Recency, double Age)
{
    /// <summary>Most repeat purchases of one customer.</summary>
    public const long MostRepeats = 1_000_000;

    /// <summary>Requires values in their ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message says which.</exception>
    public void Require()
    {
        if (Repeats is < 0 or > MostRepeats)
            throw new ArgumentException($"A customer has {Repeats} repeat purchases; 0 to {MostRepeats} are possible.");
        if (!(Age > 0 && double.IsFinite(Age)))
            throw new ArgumentException($"A customer's first purchase lies {Age} before the end of observation; it must lie before it. Leave out customers who first bought in the last period.");
        if (!(Recency >= 0 && Recency <= Age))
            throw new ArgumentException($"A customer's last purchase lies {Recency} after the first, of {Age} that were observed; check the dates.");
        if (Repeats == 0 && Recency != 0)
            throw new ArgumentException($"A customer without a repeat purchase has recency {Recency}; it is 0 then.");
    }
}
