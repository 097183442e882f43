namespace Federated.Tasks;

/// <summary>A stage of a task that needs single rows in the node's memory, where sums that a database computes are not enough.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Instead">How a job goes without it, in the words of its document: "set importance: false under options:".</param>
public sealed record RowStage(string Name, string Instead)
{
    /// <summary>What is said of a stage that every job of its task has.</summary>
    internal const string NothingInstead = "no option of the job leaves it out; take part in another task";
}
