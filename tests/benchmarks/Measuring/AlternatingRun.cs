using Federated.Benchmarks.Peers;
using Federated.Benchmarks.Workloads;

namespace Federated.Benchmarks.Measuring;

/// <summary>
/// Times one workload on both sides in turns: ours, the peer's, ours, the peer's, and so on. A shared machine drifts by tens of per cent within minutes,
/// and turns put the same drift on both sides. First each side proves its work; then steps are doubled until they fill half a run, which is the warm-up
/// too; then as many steps as fill a run are timed, each run giving one figure.
/// </summary>
internal static class AlternatingRun
{
    public static Comparison Measure(WorkloadEntry entry, int threads, OwnEngine own, IContender? peer, MeasureOptions options)
    {
        IReadOnlyDictionary<string, double> ownFigures = own.Build(entry);
        IReadOnlyDictionary<string, double>? peerFigures = peer?.Build(entry);
        int ownSteps = Calibrate(own, options.Seconds);
        int peerSteps = peer is null ? 0 : Calibrate(peer, options.Seconds);
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int run = 0; run < Math.Min(options.Runs, entry.MostRuns); run++)
        {
            ours.Add(entry.Unit.Figure(own.PerStep, ownSteps, own.Run(ownSteps)));
            if (peer is not null)
                theirs.Add(entry.Unit.Figure(own.PerStep, peerSteps, peer.Run(peerSteps)));
        }

        return new Comparison(entry, threads, entry.Unit, Spread.Of(ours), peer is null ? null : Spread.Of(theirs), Prove(entry, ownFigures, peerFigures));
    }

    private static Proof[] Prove(WorkloadEntry entry, IReadOnlyDictionary<string, double> own, IReadOnlyDictionary<string, double>? peer) =>
    [
        .. own.Select(figure => new Proof(figure.Key, figure.Value, peer is not null && peer.TryGetValue(figure.Key, out double theirs) ? theirs : null, entry.Tolerance)),
    ];

    private static int Calibrate(IContender side, double seconds)
    {
        int steps = 1;
        double taken = side.Run(steps);
        while (taken <= seconds / 2 && steps < 1 << 28)
        {
            steps *= 2;
            taken = side.Run(steps);
        }

        return Math.Max(1, (int)Math.Round(steps * seconds / taken));
    }
}
