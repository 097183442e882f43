namespace Federated.Tasks.Strategy;

/// <summary>
/// Whom to contact, and how: each customer at most once, by the channel and for as long as money lasts so that the expected return, gain × factor − cost, is largest; nobody
/// whose return is not above zero. Without a budget, and with a largest number of contacts, the choice is the best there is. With a budget it is a knapsack in which
/// each customer has several items: steps from no contact to the cheapest and on to dearer channels are taken in the order of what they return for each unit of money, along the
/// concave hull of each customer's channels (Sinha and Zoltners, The Multiple-Choice Knapsack Problem, 1979). That is the best there is with one channel whose contacts cost
/// alike; otherwise it is below <see cref="Bound"/>, which no choice exceeds, by less than what one contact returns.
/// </summary>
public sealed class ContactChoice
{
    /// <summary>Who is not contacted.</summary>
    public const int NotContacted = -1;

    private ContactChoice(int[] channels, double total, double bound, double price) => (ChannelOf, Return, Bound, ShadowPrice) = (channels, total, bound, price);

    /// <summary>The channel of each customer; <see cref="NotContacted"/> for none.</summary>
    public IReadOnlyList<int> ChannelOf { get; }

    /// <summary>Expected return of all contacts, their cost taken off.</summary>
    public double Return { get; }

    /// <summary>No choice within the limit returns more.</summary>
    public double Bound { get; }

    /// <summary>What the next unit of the limit (of money, or the next contact) would return; 0 when the limit does not bind.</summary>
    public double ShadowPrice { get; }

    /// <summary>Chooses.</summary>
    /// <param name="prospects">The customers.</param>
    /// <param name="channels">At least one; costs and factors finite and not negative.</param>
    /// <param name="limit">A budget or a number of contacts, not negative, not both.</param>
    /// <exception cref="ArgumentException">A channel or the limit is out of its range.</exception>
    public static ContactChoice Best(IReadOnlyList<Prospect> prospects, IReadOnlyList<ContactChannel> channels, ContactLimit limit)
    {
        ArgumentNullException.ThrowIfNull(prospects);
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(limit);
        if (channels.Count == 0 || channels.Any(channel => !IsAmount(channel.Cost.Value) || !IsAmount(channel.Factor.Value)))
            throw new ArgumentException("There is no channel, or one whose cost or factor is not 0 or more.", nameof(channels));
        if ((limit.Budget is { } budget && !IsAmount(budget)) || limit.Contacts < 0 || (limit.Budget is not null && limit.Contacts is not null))
            throw new ArgumentException("The limit is not one budget, or one number of contacts, of 0 or more.", nameof(limit));
        return limit.Budget is { } money ? Within(prospects, channels, money) : First(prospects, channels, limit.Contacts ?? long.MaxValue);
    }

    /// <summary>The channel that returns most for a customer, the cheaper of equals, and what it returns.</summary>
    public static (int Channel, double Return) BestChannel(double gain, IReadOnlyList<ContactChannel> channels)
    {
        int best = 0;
        for (int channel = 1; channel < channels.Count; channel++)
        {
            double more = ReturnOf(gain, channels[channel]) - ReturnOf(gain, channels[best]);
            if (more > 0 || (more == 0 && channels[channel].Cost.Value < channels[best].Cost.Value))
                best = channel;
        }

        return (best, ReturnOf(gain, channels[best]));
    }

    /// <summary>Expected return of a contact: gain × factor − cost.</summary>
    public static double ReturnOf(double gain, ContactChannel channel) => (gain * channel.Factor.Value) - channel.Cost.Value;

    private static ContactChoice First(IReadOnlyList<Prospect> prospects, IReadOnlyList<ContactChannel> channels, long most)
    {
        (int Customer, int Channel, double Return)[] worth =
        [
            .. Enumerable.Range(0, prospects.Count).Where(customer => prospects[customer].MayBeContacted).Select(customer => (customer, Best: BestChannel(prospects[customer].Gain, channels)))
                .Where(each => each.Best.Return > 0).Select(each => (each.customer, each.Best.Channel, each.Best.Return))
                .OrderByDescending(each => each.Return).ThenBy(each => prospects[each.customer].Tie),
        ];
        int[] chosen = Nobody(prospects.Count);
        double total = 0;
        int taken = (int)Math.Min(most, worth.Length);
        foreach ((int customer, int channel, double value) in worth.AsSpan(0, taken))
        {
            chosen[customer] = channel;
            total += value;
        }

        return new ContactChoice(chosen, total, total, taken < worth.Length ? worth[taken].Return : 0);
    }

    private static ContactChoice Within(IReadOnlyList<Prospect> prospects, IReadOnlyList<ContactChannel> channels, double budget)
    {
        Step[] steps =
        [
            .. Enumerable.Range(0, prospects.Count).Where(customer => prospects[customer].MayBeContacted)
                .SelectMany(customer => Hull(customer, prospects[customer].Gain, channels)).OrderByDescending(step => step.Rate).ThenBy(step => prospects[step.Customer].Tie),
        ];
        int[] chosen = Nobody(prospects.Count);
        double total = 0, left = budget, bound = double.NaN, price = 0;
        foreach (Step step in steps)
        {
            if (chosen[step.Customer] != step.From)
                continue;
            if (step.Cost <= left + (1e-9 * budget))
            {
                (chosen[step.Customer], total, left) = (step.To, total + step.Return, left - step.Cost);
            }
            else if (double.IsNaN(bound))
            {
                (bound, price) = (total + (Math.Max(0, left) * step.Rate), step.Rate);
            }
        }

        return new ContactChoice(chosen, total, double.IsNaN(bound) ? total : Math.Max(bound, total), price);
    }

    // The channels of one customer that some price of money makes the best, cheapest first, as steps from each to the next.
    private static List<Step> Hull(int customer, double gain, IReadOnlyList<ContactChannel> channels)
    {
        List<(int Channel, double Cost, double Return)> hull = [(NotContacted, 0, 0)];
        foreach ((int channel, double cost, double value) in Enumerable.Range(0, channels.Count).Select(channel => (channel, Cost: channels[channel].Cost.Value, Return: ReturnOf(gain, channels[channel])))
            .Where(each => each.Return > 0).OrderBy(each => each.Cost).ThenByDescending(each => each.Return))
        {
            if (value <= hull[^1].Return)
                continue;
            while (hull.Count > 1 && Rate(hull[^2], (channel, cost, value)) >= Rate(hull[^2], hull[^1]))
                hull.RemoveAt(hull.Count - 1);
            hull.Add((channel, cost, value));
        }

        return [.. hull.Zip(hull.Skip(1), (from, to) => new Step(customer, from.Channel, to.Channel, to.Cost - from.Cost, to.Return - from.Return, Rate(from, to)))];
    }

    private static double Rate((int Channel, double Cost, double Return) from, (int Channel, double Cost, double Return) to) =>
        to.Cost > from.Cost ? (to.Return - from.Return) / (to.Cost - from.Cost) : double.PositiveInfinity;

    private static int[] Nobody(int count)
    {
        var chosen = new int[count];
        Array.Fill(chosen, NotContacted);
        return chosen;
    }

    private static bool IsAmount(double number) => double.IsFinite(number) && number >= 0;

    private readonly record struct Step(int Customer, int From, int To, double Cost, double Return, double Rate);
}
