using System.CommandLine;
using Federated.ClientNode.Data;
using Federated.Hosting.CommandLine;

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
            var report = TableReader.Check(job.Contract, DataMapping.Load(parsed.MappingPath()), job.Evaluation.Salt, ReadPurpose.Training);
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
}
