using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;

namespace Federated.Tasks.Recommend;

/// <summary>What a job of the task may write under <c>options:</c>.</summary>
internal static class RecommendOptions
{
    public const string Time = "time", Rating = "rating", PositiveFrom = "positive_from", MostItems = "most_items", MostCustomers = "most_customers";
    public const string Penalty = "penalty", Floor = "floor", Holders = "holders", Rounds = "rounds", Width = "width";

    public static IReadOnlyList<TaskOption> Declared { get; } =
    [
        TaskOption.Names(Time, "The number or date that orders a customer's rows; by default the field called so, and without one the order of the source."),
        TaskOption.Names(Rating, "The number that says how much a customer liked an item; by default the field called so, and without one every row counts."),
        TaskOption.Number(PositiveFrom, "Rows of a lower rating do not count.", new NumberRange(-1e9, 1e9), 0),
        TaskOption.WholeNumber(MostItems, "Of a customer's items the latest so many count: the most that one customer adds.", 2, 5_000, 500),
        TaskOption.WholeNumber(MostCustomers, "Customers of the largest partner; twice as many cost a bit more a number.", 1, 1 << 30, 1_000_000),
        TaskOption.Number(Penalty, "λ of EASE in customers; 0 lets held-out items of the validation customers choose it.", new NumberRange(0, 1e9), 0),
        TaskOption.WholeNumber(Floor, "Without a catalogue: fewest customers of an item that is named.", 2, 1_000_000, 10),
        TaskOption.WholeNumber(Holders, "Without a catalogue: fewest partners that hold an item that is named.", 1, 10_000, 2),
        TaskOption.WholeNumber(Rounds, "Of gru4rec, sasrec, two_tower and factors: rounds of training.", 1, 1_000, 30),
        TaskOption.WholeNumber(Width, "Of the same: values of an item's vector.", 2, 512, 32),
    ];
}
