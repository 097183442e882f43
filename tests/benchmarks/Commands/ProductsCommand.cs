using System.CommandLine;
using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.Peers;
using Federated.Benchmarks.Workloads;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Commands;

/// <summary><c>products</c>: speed of float32 matrix products in the shapes of training, alone or against numpy's BLAS.</summary>
internal static class ProductsCommand
{
    private static readonly MeasuringOptions Shared = new("products", "forward, forward_b32, square", 0.05);
    private static readonly Option<bool> AgainstNumpy = new("--against-numpy") { Description = "Alternate with numpy's matmul on the same operands, and print the ratios" };

    public static Command Create()
    {
        var command = new Command(
            "products",
            "Measures float32 matrix products: a layer's forward pass (X·Wᵀ), the gradients of its weights (dYᵀ·X) and inputs (dY·W), and squares.\n\n"
            + "Example: dotnet run -c Release --project tests/benchmarks -- products --against-numpy --only forward_b32 square --json products.json\n\n"
            + "A name reads forward_b32_100x64: batch 32, 100 inputs, 64 outputs. Ratios are above 1 where ours is better. The peer's time holds the call from Python, "
            + "about a microsecond, which is most of the time of a product of one row. Exit codes: 0 done, 1 the peer is missing or failed, 4 bad arguments, 7 the two sides' sums differ.")
        {
            AgainstNumpy,
        };
        Shared.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        MeasureOptions options = Shared.Measuring(parsed);
        int[] threads = Shared.Threads(parsed);
        WorkloadEntry[] chosen = WorkloadCatalogue.Choose(ProductCatalogue.All, Shared.Only(parsed));
        PeerPrograms? peer = parsed.GetValue(AgainstNumpy) ? new PeerPrograms(Shared.Python(parsed), Baselines: null) : null;
        Verdict.WarnOfDisturbance();
        Comparison[] rows =
        [
            .. threads.SelectMany(count => SpeedMeasurement.Measure(chosen, count, peer, options)).OrderBy(row => Array.IndexOf(chosen, row.Entry)),
        ];
        Verdict.Report(rows, Shared.Json(parsed));
        return Verdict.Judge(rows);
    }
}
