using System.CommandLine;
using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Pushdown;
using Federated.ClientNode.Data.Sql;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node data check</c>: whether this partner's file can be used for a job.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Looks at your own data, on this machine only.") { Check() };

    private static Command Check()
    {
        var command = new Command("check", "Holds your file against a job's contract and names each fault with its mend; exit code 4 when there are any.\n\nExample: fed-node data check --job churn.yaml --dir /var/lib/fed-node")
        {
            CommonOptions.Job, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(parsed =>
        {
            var job = JobFile.Load(parsed.GetValue(CommonOptions.Job)!);
            var report = Report(job, DataMapping.Load(parsed.MappingPath()));
            if (parsed.GetValue(CommonOptions.Json))
            {
                Console.WriteLine(DataReportJson.Of(report));
            }
            else
            {
                foreach (var line in report.ToLines())
                    Console.WriteLine(line);
            }

            return report.IsUsable ? ExitCode.Done : ExitCode.BadInput;
        });
        return command;
    }

    // As a run would do it: a database that computes the sums counts its bad rows, too.
    private static DataReport Report(JobSpec job, DataMapping mapping)
    {
        if (mapping.SourceFor(job.Contract) is not SqlRowSource { Query.PushDown: true } source)
            return TableReader.Check(job.Contract, mapping, job.Evaluation.Salt, ReadPurpose.Training);
        _ = PushedRows.Open(job, mapping, source, out var report);
        return report;
    }
}
