using System.Globalization;
using Federated.ClientNode.Data;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring;

/// <summary>Applies a released model to this partner's own customers. It reads one local file and writes another.</summary>
internal static class CustomerScoring
{
    /// <summary>Writes the scores of every usable row.</summary>
    /// <param name="model">The model and its job.</param>
    /// <param name="mapping">Where the customers are; their label is not read.</param>
    /// <param name="path">The CSV file to write.</param>
    /// <returns>What was read. When it is not usable (a column of the contract is gone, a value is out of its range) nothing was written.</returns>
    /// <exception cref="TaskStateException">The model is not one of its job.</exception>
    public static DataReport Write(SavedModel model, DataMapping mapping, string path)
    {
        var contract = model.Job.Contract;
        var reading = TableReader.Read(contract, mapping, model.Job.Evaluation.Salt, ReadPurpose.Scoring);
        if (reading.Table is not { } table)
            return reading.Report;
        var scores = TaskCatalogue.For(model.Job).Score(model.Snapshot, memory: null, table, ScoreOptions.ScoresOnly).Ranking();
        if (contract.Id is { } id)
            ScoreSheet.Write(path, mapping.ColumnOf(id.Name), reading.Ids, scores);
        else
            ScoreSheet.Write(path, "line", [.. reading.Lines.Select(line => line.ToString(CultureInfo.InvariantCulture))], scores);
        return reading.Report;
    }
}
