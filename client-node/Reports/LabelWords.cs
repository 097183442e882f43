using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Reports;

/// <summary>What a score means, in the words of the contract's label.</summary>
internal static class LabelWords
{
    /// <summary>The positive outcome, quoted: its value, or of a label that is true or false its name.</summary>
    public static string Positive(ContractField label) => label.Positive is "true" or "yes" or "1" ? $"'{label.Name}'" : $"'{label.Positive}'";

    /// <summary>What is measured, and how it is written.</summary>
    public static (string What, FigureFormat Format) OfScore(JobSpec job) => TaskCatalogue.Declaration(job.Task).Scores == ScoreKind.Change
        ? job.Contract.LabelKind == LabelKind.TwoClasses ? ($"change in the chance of {Positive(job.Contract.Label!)}", FigureFormat.Points) : ($"change in {job.Contract.Label!.Name}", FigureFormat.Number)
        : OfExpectation(job.Contract);

    private static (string What, FigureFormat Format) OfExpectation(DataContract contract) => contract.LabelKind switch
    {
        LabelKind.TwoClasses => ($"chance of {Positive(contract.Label!)}", FigureFormat.Share),
        LabelKind.Number => ($"expected {contract.Label!.Name}", FigureFormat.Number),
        LabelKind.None => ("expected value", FigureFormat.Number),
        _ => ("score", FigureFormat.Number),
    };
}
