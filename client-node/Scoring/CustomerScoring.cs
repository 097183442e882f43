using System.Globalization;
using Federated.ClientNode.Data;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring;

/// <summary>Applies a released model to this partner's own customers, on this machine.</summary>
internal static class CustomerScoring
{
    /// <summary>Scores every usable row.</summary>
    /// <param name="model">The model and its job.</param>
    /// <param name="memory">What this node kept from the job's rounds; null for nothing.</param>
    /// <param name="mapping">Where the customers are; their label is not read.</param>
    /// <param name="options">What to add to the scores.</param>
    /// <returns>What was read, and the scores; no scores when it is not usable (a column of the contract is gone, a value is out of its range).</returns>
    /// <exception cref="TaskStateException">The model is not one of its job.</exception>
    public static (DataReport Report, ScoredCustomers? Scored) Score(SavedModel model, ModelSnapshot? memory, DataMapping mapping, ScoreOptions options)
    {
        var contract = model.Job.Contract;
        var reading = TableReader.Read(contract, mapping, model.Job.Evaluation.Salt, ReadPurpose.Scoring);
        if (reading.Table is not { } table)
            return (reading.Report, null);
        var rows = TaskCatalogue.For(model.Job).Score(model.Snapshot, memory, table, options);
        var groups = rows.IsRanking ? ScoreGroups.Of(rows.Ranking()) : null;
        var version = ModelVersion.Of(model);
        return (reading.Report, contract.Id is { } id
            ? new ScoredCustomers(mapping.ColumnOf(id.Name), reading.Ids, HasIds: true, rows, groups, version)
            : new ScoredCustomers("line", [.. reading.Lines.Select(line => line.ToString(CultureInfo.InvariantCulture))], HasIds: false, rows, groups, version));
    }
}
