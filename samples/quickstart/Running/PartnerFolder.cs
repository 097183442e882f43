using Federated.Samples.Quickstart.Columns;
using Federated.Samples.Quickstart.Documents;
using Federated.Samples.Quickstart.Tables;

namespace Federated.Samples.Quickstart.Running;

/// <summary>What a partner's data person and its data owner would write: rows, mapping, policy.</summary>
internal static class PartnerFolder
{
    private const string Rows = "customers.csv";

    public static string Mapping(string folder) => Path.Combine(folder, "mapping.yaml");

    /// <summary>Writes rows and mapping.</summary>
    public static void WriteData(string folder, CsvTable table, ContractGuess guess)
    {
        CsvTableWriter.Write(Path.Combine(folder, Rows), table);
        File.WriteAllText(Mapping(folder), MappingDocument.Write(Rows, table.Delimiter, guess));
    }

    /// <summary>Writes the policy.</summary>
    public static void WritePolicy(string folder, string task, int minimumCohort, int rounds) =>
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), PolicyDocument.Write(task, minimumCohort, rounds));
}
