using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Recommend;

/// <summary>Which fields of a contract make an interaction, and which rows count as one.</summary>
internal sealed class InteractionFields
{
    private InteractionFields(ContractField item, string? time, string? rating, IReadOnlyList<ContractField> own, double positiveFrom, int mostItems) =>
        (Item, Time, Rating, Own, PositiveFrom, MostItems) = (item, time, rating, own, positiveFrom, mostItems);

    /// <summary>What was bought, seen or rated.</summary>
    public ContractField Item { get; }

    /// <summary>A number or date that orders a customer's rows; null when rows have no order but that of the source.</summary>
    public string? Time { get; }

    /// <summary>A number that says how much the customer liked it; null when every row counts.</summary>
    public string? Rating { get; }

    /// <summary>What else a row says of its customer: the other categories of the contract. Customers without a history are told apart by it.</summary>
    public IReadOnlyList<ContractField> Own { get; }

    /// <summary>Values of all of <see cref="Own"/>.</summary>
    public int OwnValues => Own.Sum(own => own.Values.Count);

    /// <summary>Ratings below it, and missing ones, do not count.</summary>
    public double PositiveFrom { get; }

    /// <summary>Of a customer's items the latest so many count: the most influence of one customer.</summary>
    public int MostItems { get; }

    /// <exception cref="ArgumentException">A named field is not a number; the message says which.</exception>
    public static InteractionFields Of(JobSpec job) => new(
        job.Contract.Item!, Field(job, RecommendOptions.Time), Field(job, RecommendOptions.Rating),
        [.. job.Contract.Features.Where(field => field.IsCategorical && field != job.Contract.Item)], job.Options.Number(RecommendOptions.PositiveFrom), job.Options.WholeNumber(RecommendOptions.MostItems));

    // A field of the conventional name is taken when it is there; one that is named has to be.
    private static string? Field(JobSpec job, string key)
    {
        string? written = job.Options.Names(key) is [var first, ..] ? first : null;
        ContractField? field = job.Contract.Features.FirstOrDefault(field => field.Name == (written ?? key) && field.IsNumeric);
        return field is not null || written is null
            ? field?.Name
            : throw new ArgumentException($"Task {job.Task} reads a number or date '{written}' as its {key}, and the contract has no such feature. Name another under 'options: {{{key}: [field]}}'.", nameof(job));
    }
}
