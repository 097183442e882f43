using System.Globalization;
using System.Text;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;

namespace Federated.Simulation.Tests.Harness;

/// <summary>Job documents and the partners' data. Every row carries canaries: values that exist nowhere else.</summary>
internal static class SimulatedJob
{
    public const string CategoryCanary = "zq-canary-violet";
    public const string IdCanary = "zq-canary-customer-";

    private const string Contract = $"""
        contract:
          name: simulated-v1
          fields:
            - {"{"}name: customer, role: id{"}"}
            - {"{"}name: balance, type: number, min: 0, max: 200000{"}"}
            - {"{"}name: calls, type: integer, min: 0, max: 100{"}"}
            - {"{"}name: plan, type: category, values: [gold, {CategoryCanary}, silver]{"}"}
            - {"{"}name: churn, type: category, role: label, values: ["no", "yes"], positive: "yes"{"}"}
        """;

    /// <summary>Any three of five may be the cohort.</summary>
    public static JobSpec Small { get; } = Parse("cohort: {minimum: 3, collusion: 0, dropout: 0.4}\ntraining: {algorithm: fedavg, rounds: 1}\ntimeouts: {phase_seconds: 2}");

    /// <summary>More than 2^18 parameters: an upload is two chunks.</summary>
    public static JobSpec Large { get; } = Parse(
        "cohort: {minimum: 3, collusion: 0, dropout: 0.4}\ntraining: {rounds: 2, batch_size: 64}\nmodel: {kind: mlp, hidden: [512, 512]}\ntimeouts: {phase_seconds: 2}");

    /// <summary>Allows every task of the catalogue.</summary>
    public static string Policy { get; } = $"""
        default: refuse
        allow:
          - tasks: [{string.Join(", ", TaskCatalogue.Names)}]
            minimum_cohort: 3
            allow_three: true
            minimum_difference: 3

        """;

    /// <summary>The distinctive balance of one row.</summary>
    public static double BalanceCanary(int node, int row) => 123456.789 + (node * 1000.125) + (row * 7.0625);

    public static string Csv(int node, int rows)
    {
        var csv = new StringBuilder("customer,balance,calls,plan,churn,spent,answer,feedback,mood,repeats,recency,age,mean_amount,propensity,household\n");
        for (var row = 0; row < rows; row++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{IdCanary}{node}-{row},{BalanceCanary(node, row):R},{(row * 7) % 90},")
                .Append(row % 3 == 0 ? CategoryCanary : row % 3 == 1 ? "gold" : "silver").Append(',')
                .Append((row + node) % 4 == 0 ? "yes" : "no")
                .Append(CultureInfo.InvariantCulture, $",{(row % 3 == 0 ? 0 : 1 + (row * 13 % 37))},{(row + node) % 11},{(row % 2 == 0 ? "quick and friendly" : "late again")},{(row % 2 == 0 ? "good" : "bad")}")
                .Append(CultureInfo.InvariantCulture, $",{row % 5},{(row % 5 == 0 ? 0 : 10 + (row % 13))},{30 + (row % 7)},{(row % 5 == 0 ? "" : 5 + (row * 3 % 11))},{(row % 3 == 0 ? 0.5 : 0.25)},h{node}-{row / 3}\n");
        }

        return csv.ToString();
    }

    /// <summary>A job of any task over these tables, with all of its stages.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="fields">The contract's fields after the id, a line each.</param>
    /// <param name="settings">Further lines of the job.</param>
    /// <param name="id">Whose rows they are: each customer has one, a <c>household</c> three.</param>
    /// <param name="cohort">Who must take part.</param>
    public static JobSpec Of(string task, string[] fields, string settings = "", string id = "customer", string cohort = "minimum: 3, collusion: 0, dropout: 0.4") => JobSpec.Parse(
        $"name: simulated\ntask: {task}\ncontract:\n  name: simulated-v1\n  fields:\n    - {{name: {id}, role: id}}\n{string.Concat(fields.Select(field => $"    - {{{field}}}\n"))}"
        + $"cohort: {{{cohort}}}\ntimeouts: {{phase_seconds: 2}}\n{settings}\n",
        "job.yaml",
        TaskCatalogue.Declarations);

    private static JobSpec Parse(string settings) => JobSpec.Parse($"name: simulated\ntask: churn\n{Contract}\n{settings}\noptions: {{importance: false, drift: false}}\nevaluation: {{validation_fraction: 0}}\n", "job.yaml", TaskCatalogue.Declarations);
}
