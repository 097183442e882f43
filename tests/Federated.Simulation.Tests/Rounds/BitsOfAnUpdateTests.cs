using System.Globalization;
using System.Text;
using Federated.Coordinator.Jobs;
using Federated.Simulation.Tests.Harness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Xunit.Abstractions;

namespace Federated.Simulation.Tests.Rounds;

/// <summary>A network that is averaged by whole rounds, its updates rounded finely, coarsely, and coarsely after a rotation. The clipping norm is a careless one: bits are spent on what no update is.</summary>
public sealed class BitsOfAnUpdateTests(ITestOutputHelper output)
{
    private const int Inputs = 8, Nodes = 4, Rows = 250;

    [Fact]
    public void Run_EightRotatedBits_LearnsAsWellAsTwentyFourPlainOnes()
    {
        (double fine, double fineBits) = Train("bits: 24");
        (double rotated, double rotatedBits) = Train("bits: 8, rotate: true");
        (double coarse, double coarseBits) = Train("bits: 8");

        output.WriteLine($"24 bits: AUC {fine:F3}, {fineBits:F2} bits a value; 8 rotated: {rotated:F3}, {rotatedBits:F2}; 8 plain: {coarse:F3}, {coarseBits:F2}");
        Assert.InRange(fine, 0.85, 1);
        Assert.InRange(rotated, fine - 0.015, 1);
        Assert.InRange(coarse, 0, fine - 0.02);
        // Five more than the job says, whatever the number of members; the rest of the last byte.
        Assert.Equal((29, 13, 13), (Math.Floor(fineBits), Math.Floor(rotatedBits), Math.Floor(coarseBits)));
    }

    private static (double AreaUnderCurve, double BitsOfAValue) Train(string quantisation)
    {
        string inputs = string.Concat(Enumerable.Range(0, Inputs).Select(input => $"    - {{name: x{input}, type: number, min: -10, max: 10}}\n"));
        var spec = JobSpec.Parse(
            $"name: bits\ntask: churn\ncontract:\n  name: bits-v1\n  fields:\n    - {{name: customer, role: id}}\n{inputs}    - {{name: left, type: boolean, role: label}}\n"
            + "model: {kind: mlp, hidden: [128, 64]}\ntraining: {rounds: 10, local_epochs: 2, batch_size: 32, learning_rate: 0.01, clip_norm: 1000}\noptions: {importance: false, drift: false}\n"
            + $"evaluation: {{validation_fraction: 0, test_fraction: 0.5}}\ncohort: {{minimum: 3, collusion: 0, dropout: 0.4}}\ntimeouts: {{phase_seconds: 2}}\nquantisation: {{{quantisation}}}\n",
            "job.yaml",
            TaskCatalogue.Declarations);
        using var consortium = new SimulatedConsortium(spec, Nodes, table: node => Csv(node, Rows));
        Job job = consortium.Run(turns: 1000);
        Assert.True(job.State == JobState.Completed, job.Detail);
        string headline = Assert.IsType<string>(job.Detail);
        Assert.StartsWith("AUC ", headline, StringComparison.Ordinal);
        var training = consortium.Account.Uploads.Where(upload => upload.Key.Round == 5).ToList();
        Assert.Equal(Nodes, training.Count);
        double values = (Inputs * 128) + 128 + (128 * 64) + 64 + 64 + 1 + 1;
        return (double.Parse(headline.Split(' ')[1], CultureInfo.InvariantCulture), training[0].Packed.Length * 8 / values);
    }

    // Whether two products of inputs add up to more than nothing, blurred.
    private static string Csv(int node, int rows)
    {
        var random = new Random(node);
        var csv = new StringBuilder("customer").AppendJoin("", Enumerable.Range(0, Inputs).Select(input => $",x{input}")).Append(",left\n");
        for (int row = 0; row < rows; row++)
        {
            double[] x = [.. Enumerable.Range(0, Inputs).Select(_ => (random.NextDouble() * 2) - 1)];
            double score = (2 * x[0]) + (x[1] * x[2] * 3) - x[3] + ((random.NextDouble() - 0.5) * 0.5);
            csv.Append(CultureInfo.InvariantCulture, $"c{node}-{row}").AppendJoin("", x.Select(value => string.Create(CultureInfo.InvariantCulture, $",{value:F4}"))).Append(score > 0 ? ",true\n" : ",false\n");
        }

        return csv.ToString();
    }
}
