using Federated.ClientNode.Data;
using Federated.ClientNode.Scoring;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>A released model that a sheet reads, with the table that it reads it over.</summary>
/// <param name="Mark">Its number on the sheet.</param>
/// <param name="Model">The model and its job.</param>
/// <param name="Memory">What this node kept from the job's rounds; null for nothing.</param>
/// <param name="Mapping">Where its rows are.</param>
/// <param name="Received">When the model came to this machine.</param>
/// <param name="Command">What shows its results again.</param>
internal sealed record StrategyInput(int Mark, SavedModel Model, ModelSnapshot? Memory, DataMapping Mapping, DateTimeOffset Received, string Command)
{
    /// <summary>Its task.</summary>
    public string Task => Model.Job.Task;

    /// <summary>The source of its numbers.</summary>
    /// <param name="rows">Rows of this partner that were read.</param>
    public StrategySource Source(long rows) =>
        new(Mark, Task, Model.JobId, TaskCatalogue.For(Model.Job).Describe(Model.Snapshot).CompletedRounds, Model.Snapshot.ContentHash(), Received, rows, Command);

    /// <summary>A figure over all partners that the job found, such as its average effect; NaN when it has none of that name.</summary>
    public double FigureOf(string name) =>
        TaskCatalogue.For(Model.Job).Describe(Model.Snapshot).Figures.Where(figure => figure.Name == name).Select(figure => figure.Value).DefaultIfEmpty(double.NaN).First();
}
