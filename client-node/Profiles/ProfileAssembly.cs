using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Transactions;
using Federated.ClientNode.Scoring;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Profiles;

/// <summary>
/// Joins what this node's models say of each customer with who the customer is and what the customer did. It trains nothing and sends nothing: every model reads the
/// customers under its own job's contract, all of them through the same mapping. What cannot be had is left out, and said.
/// </summary>
/// <param name="mapping">Where the customers are.</param>
/// <param name="memory">What this node kept from the rounds of a job.</param>
/// <param name="reasons">Reasons of each model for each customer, 0 to 10.</param>
/// <param name="notices">Where a person is told of bad rows, drift and progress.</param>
internal sealed class ProfileAssembly(DataMapping mapping, Func<string, ModelSnapshot?> memory, int reasons, TextWriter notices)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Heading of the ids: the partner's own, as the first model's contract maps it.</summary>
    public string IdHeading { get; private set; } = "customer";

    /// <summary>Fills a table.</summary>
    /// <param name="models">The newest of each task.</param>
    /// <param name="table">An empty table.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <returns>What each source gave.</returns>
    public IReadOnlyList<ProfileSource> Fill(IReadOnlyList<SavedModel> models, ProfileTable table, CancellationToken cancellation)
    {
        // Their names are taken before any contract's fields, but customers stand in the order of the customer table.
        foreach (var name in mapping.Transactions is { } transactions ? TransactionColumns.Of(transactions) : [])
            _names.Add(name);
        List<ProfileSource> sources = [.. models.Select(model => Add(model, table, cancellation))];
        if (BehaviourPart.Of(mapping) is { } behaviour)
            sources.Add(Add("transactions", "", () => behaviour, table));
        return sources;
    }

    private ProfileSource Add(SavedModel model, ProfileTable table, CancellationToken cancellation)
    {
        var version = ModelVersion.Of(model);
        if (model.Job.Contract.Id is not { } id)
            return new ProfileSource(model.Job.Task, version, 0, "its contract has no id by which customers could be joined");
        if (model.Job.Contract.Rows == RowKind.Events)
            return new ProfileSource(model.Job.Task, version, 0, "its rows are events, of which a customer has many");
        var scoring = CustomerScoring.Check(model, memory(model.JobId), mapping, new RowProgress(notices));
        foreach (var fault in scoring.Report.Faults)
            notices.WriteLine($"– {fault.Code}  {model.Job.Task}: {fault.What}. {fault.Mend}");
        if (!scoring.Report.IsUsable)
            return new ProfileSource(model.Job.Task, version, 0, scoring.Report.Faults[0].What);
        foreach (var field in DriftCheck.Severe(DriftCheck.Of(model, scoring.Rows)))
            notices.WriteLine(DriftCheck.Warning(field));
        IdHeading = mapping.ColumnOf(id.Name);
        return Add(model.Job.Task, version, () => PartOf(model, scoring, cancellation), table);
    }

    private static ProfileSource Add(string name, string version, Func<ProfilePart> part, ProfileTable table)
    {
        try
        {
            return new ProfileSource(name, version, table.Add(part()), "");
        }
        catch (Exception fault) when (fault is TaskStateException or SourceException)
        {
            return new ProfileSource(name, version, 0, fault.Message.TrimEnd('.'));
        }
    }

    private ProfilePart PartOf(SavedModel model, CustomerScoring scoring, CancellationToken cancellation)
    {
        var batches = scoring.Batches(new ScoreOptions { Reasons = reasons });
        ContractField[] traits = [.. model.Job.Contract.Columns.Where(field => !field.IsText && !_names.Contains(field.Name))];
        // The first batch says what columns there are; a task that scores nobody refuses here.
        var part = ModelPart.Of(model.Job.Task, traits, reasons, batches.First(), Watched(batches, cancellation));
        _names.UnionWith(part.Columns.Select(column => column.Name));
        return part;
    }

    private static IEnumerable<ScoredCustomers> Watched(IEnumerable<ScoredCustomers> batches, CancellationToken cancellation)
    {
        foreach (var batch in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return batch;
        }
    }
}
