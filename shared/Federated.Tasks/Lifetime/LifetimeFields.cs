using Federated.Learning.Lifetime;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Lifetime;

/// <summary>Which fields of a contract tell what a customer bought: for each the one that the job names, or the one that is called so.</summary>
internal sealed class LifetimeFields
{
    public const string RepeatsKey = "repeats", RecencyKey = "recency", AgeKey = "age", AmountKey = "mean_amount";

    private LifetimeFields(string repeats, string recency, string age, string amount) => (Repeats, Recency, Age, Amount) = (repeats, recency, age, amount);

    /// <summary>Purchases after the first.</summary>
    public string Repeats { get; }

    /// <summary>Time from the first purchase to the last.</summary>
    public string Recency { get; }

    /// <summary>Time from the first purchase to the end of observation.</summary>
    public string Age { get; }

    /// <summary>Mean amount of the purchases after the first; missing or 0 without any.</summary>
    public string Amount { get; }

    /// <exception cref="ArgumentException">A field is missing or not a number.</exception>
    public static LifetimeFields Of(JobSpec job)
    {
        string Field(string key)
        {
            string name = job.Options.Names(key) is [var written, ..] ? written : key;
            return job.Contract.Features.Any(field => field.Name == name && field.IsNumeric)
                ? name
                : throw new ArgumentException($"Task {job.Task} reads a numeric feature '{name}', and the contract has none. Add it, or name another under 'options: {{{key}: [field]}}'.", nameof(job));
        }

        return new LifetimeFields(Field(RepeatsKey), Field(RecencyKey), Field(AgeKey), Field(AmountKey));
    }

    /// <summary>A row's purchases; null when a field is missing.</summary>
    /// <exception cref="ArgumentException">The row contradicts itself; the message says how.</exception>
    public PurchaseHistory? Purchases(LocalTable table, int row)
    {
        double repeats = table.Numbers(Repeats)[row], recency = table.Numbers(Recency)[row], age = table.Numbers(Age)[row];
        if (double.IsNaN(repeats) || double.IsNaN(recency) || double.IsNaN(age))
            return null;
        if (!double.IsInteger(repeats) || repeats is < 0 or > PurchaseHistory.MostRepeats)
            throw new ArgumentException($"Row {row + 1} has {repeats} in field '{Repeats}'; it counts purchases.");
        var history = new PurchaseHistory((long)repeats, recency, age);
        history.Require();
        return history;
    }

    /// <summary>A row's amounts; null without a repeat purchase or an amount.</summary>
    public SpendHistory? Spend(LocalTable table, int row)
        => Purchases(table, row) is { Repeats: > 0 } history && table.Numbers(Amount)[row] is > 0 and <= SpendHistory.MostAmount and var amount
            ? new SpendHistory(history.Repeats, amount)
            : null;
}
