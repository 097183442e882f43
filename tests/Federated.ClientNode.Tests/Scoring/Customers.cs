using System.Globalization;
using System.Text;
using Federated.ClientNode.Data;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Data;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Scoring;

/// <summary>A small made-up table in which few minutes and the plan foretell churn, and a job over it.</summary>
internal static class Customers
{
    public const string Header = "customer,minutes,plan,churn";

    public const string Mapping = "source: customers.csv\n";

    public const string JobText = """
        name: churn-test
        task: churn
        contract:
          name: churn-v1
          fields:
            - {name: customer, role: id}
            - {name: minutes, type: number, min: 0, max: 100, required: true}
            - {name: plan, type: boolean}
            - {name: churn, type: category, role: label, values: ["no", "yes"], positive: "yes"}
        model: {kind: logistic}
        training: {algorithm: fedavg, rounds: 8, local_epochs: 2, batch_size: 16, learning_rate: 0.05}
        evaluation: {test_fraction: 0.25, salt: pepper}
        """;

    public static readonly JobSpec Job = JobSpec.Parse(JobText, "job.yaml", TaskCatalogue.Declarations);

    private static readonly Lazy<SoloModel> Trained = new(() => new SoloTraining(Job, seed: 1).Train(Table(), CancellationToken.None));

    /// <summary>A finished model of the job.</summary>
    public static ModelSnapshot Model => Trained.Value.Snapshot;

    /// <summary>A finished model of another job over the same table.</summary>
    public static ModelSnapshot ModelOf(string jobText)
    {
        var job = JobSpec.Parse(jobText, "job.yaml", TaskCatalogue.Declarations);
        var table = CsvScenario.Read(job.Contract, DataMapping.Parse(Mapping, "mapping.yaml", "/data"), new MemoryStream(Encoding.UTF8.GetBytes(Csv())), job.Evaluation.Salt, ReadPurpose.Training).Table!;
        return new SoloTraining(job, seed: 1).Train(table, CancellationToken.None).Snapshot;
    }

    /// <summary>Rows of which about one in ten has the wrong label.</summary>
    public static string Csv(int rows = 400)
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var row = 0; row < rows; row++)
        {
            int minutes = row * 37 % 101, plan = row * 7 % 3 == 0 ? 1 : 0;
            var leaves = minutes < 40 + (20 * plan) != (row % 10 == 0);
            text.Append(CultureInfo.InvariantCulture, $"c{row},{minutes},{plan},{(leaves ? "yes" : "no")}\n");
        }

        return text.ToString();
    }

    public static LocalTable Table(string? csv = null) =>
        CsvScenario.Read(Job.Contract, DataMapping.Parse(Mapping, "mapping.yaml", "/data"), new MemoryStream(Encoding.UTF8.GetBytes(csv ?? Csv())), Job.Evaluation.Salt, ReadPurpose.Training).Table!;
}
