using System.Globalization;
using System.Text;
using Federated.Tasks.Jobs;

namespace Federated.Simulation.Tests.Harness;

/// <summary>Customers of whom those with a high balance and few calls leave, and a job that learns it by averaging.</summary>
internal static class LeavingCustomers
{
    /// <param name="settings">Further lines of the job.</param>
    /// <param name="rounds">Of averaging.</param>
    /// <param name="minimum">Fewest partners in a sum.</param>
    public static JobSpec Job(string settings, int rounds = 5, int minimum = 3) => SimulatedJob.Of(
        "churn",
        ["name: balance, type: number, min: 0, max: 200000", "name: calls, type: integer, min: 0, max: 100", "name: churn, type: category, role: label, values: [\"no\", \"yes\"], positive: \"yes\""],
        $"training: {{algorithm: fedavg, rounds: {rounds}, local_epochs: 2, batch_size: 16, learning_rate: 0.1}}\noptions: {{importance: false, drift: false}}\nevaluation: {{validation_fraction: 0}}\n{settings}",
        cohort: $"minimum: {minimum}, collusion: 0.2, dropout: 0.34");

    /// <param name="partner">Whose.</param>
    /// <param name="isPoisoned">Whether all labels are turned round, in a table of twenty times the size.</param>
    public static string Csv(int partner, bool isPoisoned)
    {
        var random = new Random(partner);
        var csv = new StringBuilder("customer,balance,calls,churn\n");
        for (var row = 0; row < (isPoisoned ? 1600 : 80); row++)
        {
            double balance = 200_000 * random.NextDouble(), calls = random.Next(100);
            bool leaves = (balance / 200_000) - (calls / 100) + (0.2 * (random.NextDouble() - 0.5)) > 0;
            csv.Append(CultureInfo.InvariantCulture, $"c{partner}-{row},{balance:R},{calls},{(leaves == isPoisoned ? "no" : "yes")}\n");
        }

        return csv.ToString();
    }
}
