namespace Federated.Tasks.Recommend;

/// <summary>A customer without one of its items, and that item.</summary>
/// <param name="Customer">What is left: at least two items.</param>
/// <param name="Item">The one held out: the last by time, or one that the job's hash and the customer's key choose.</param>
internal sealed record HeldOutItem(CustomerHistory Customer, int Item);
