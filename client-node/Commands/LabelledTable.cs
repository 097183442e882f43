using System.Diagnostics.CodeAnalysis;
using Federated.ClientNode.Data;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Commands;

/// <summary>This partner's labelled rows for a job; faults go to standard error, as <c>data check</c> would print them.</summary>
internal static class LabelledTable
{
    public static bool TryRead(JobSpec job, string mappingPath, [NotNullWhen(true)] out LocalTable? table)
    {
        var reading = TableReader.Read(job.Contract, DataMapping.Load(mappingPath), job.Evaluation.Salt, ReadPurpose.Training);
        PrintUnlessClean(reading.Report);
        table = reading.Table;
        return table is not null;
    }

    public static void PrintUnlessClean(DataReport report)
    {
        if (report.Faults.Count + report.Notices.Count == 0)
            return;
        foreach (var line in report.ToLines())
            Console.Error.WriteLine(line);
    }
}
