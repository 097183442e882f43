using System.Globalization;
using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.Workloads;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Reports;

/// <summary>The result for people: a row for each workload and thread count, then the classes, by threads, beside what is wanted of them.</summary>
internal static class TableReport
{
    private const double WantedMemoryRatio = 3;
    private const double WantedPrivateCost = 1.5;

    public static void Print(IReadOnlyList<Comparison> rows)
    {
        bool compared = rows.Any(row => row.Peer is not null);
        Terminal.Table(
            compared
                ? ["WORKLOAD", ">THREADS", ">OURS", ">PEER", "UNIT", ">RATIO", ">FIRST PROOF", ">LAST PROOF", ">DIFFERENCE"]
                : ["WORKLOAD", ">THREADS", ">OURS", "UNIT", ">FIRST PROOF", ">LAST PROOF"],
            rows.Select(row => Cells(row, compared)));
        if (!compared)
            return;
        if (rows[0].Unit == MeasureUnit.Mebibytes)
        {
            PrintLowest(rows);
            return;
        }

        PrintClasses(rows);
        foreach (Comparison row in rows)
            PrintCostBesidePlain(row, rows);
        if (GeometricMean.OfTraining(rows) is { } mean)
            Console.WriteLine($"Geometric mean over the training workloads: {Figures.Ratio(mean)}");
    }

    private static IReadOnlyList<string> Cells(Comparison row, bool compared)
    {
        string threads = row.Threads.ToString(CultureInfo.InvariantCulture);
        string[] proofs = [Value(row.Proofs, 0), Value(row.Proofs, row.Proofs.Count - 1)];
        return compared
            ? [row.Entry.Name, threads, Figures.Range(row.Ours), row.Peer is { } peer ? Figures.Range(peer) : "–", row.Unit.Name, Figures.Ratio(row.Ratio), .. proofs, Difference(row)]
            : [row.Entry.Name, threads, Figures.Range(row.Ours), row.Unit.Name, .. proofs];
    }

    private static string Value(IReadOnlyList<Proof> proofs, int index) => proofs.Count == 0 ? "–" : proofs[index].Ours.ToString("G6", CultureInfo.InvariantCulture);

    private static string Difference(Comparison row)
    {
        double? largest = row.Proofs.Max(proof => proof.Difference);
        string text = largest is { } known ? known.ToString("0.0e+0", CultureInfo.InvariantCulture) : "–";
        return row.Unit == MeasureUnit.Mebibytes || row.Proven ? text : $"{text} ✗";
    }

    private static void PrintClasses(IReadOnlyList<Comparison> rows) => Terminal.Table(
        ["CLASS", ">THREADS", ">ROWS", ">GEOMETRIC MEAN", ">LOWEST", "AT", ">WANTED", ""],
        rows.GroupBy(row => (row.Entry.Class, row.Threads)).Select(group =>
        {
            Comparison lowest = group.MinBy(row => row.Ratio)!;
            double wanted = group.Key.Class.WantedRatio;
            return (IReadOnlyList<string>)
            [
                group.Key.Class.Name, group.Key.Threads.ToString(CultureInfo.InvariantCulture), group.Count().ToString(CultureInfo.InvariantCulture), Figures.Ratio(GeometricMean.Of(group)), Figures.Ratio(lowest.Ratio),
                lowest.Entry.Name, wanted > 0 ? Figures.Ratio(wanted) : "–",
                wanted == 0 ? "" : lowest.Ratio >= wanted ? "met" : $"short in {group.Count(row => row.Ratio < wanted)}",
            ];
        }));

    private static void PrintLowest(IReadOnlyList<Comparison> rows)
    {
        if (rows.Where(row => row.Entry.Class.Trains).MinBy(row => row.Ratio) is { } lowest)
            Console.WriteLine($"Lowest ratio of a training process: {Figures.Ratio(lowest.Ratio)} at {Place(lowest)}; wanted is {Figures.Ratio(WantedMemoryRatio)}");
    }

    private static void PrintCostBesidePlain(Comparison row, IReadOnlyList<Comparison> rows)
    {
        if (rows.FirstOrDefault(other => other.Entry.Name == row.Entry.PlainName && other.Threads == row.Threads) is { } plain)
        {
            double cost = row.Unit.Ratio(plain.Ours.Median, row.Ours.Median);
            Console.WriteLine($"{Place(row)}: takes {Figures.Ratio(cost)} the time of our own {plain.Entry.Name}; wanted is at most {Figures.Ratio(WantedPrivateCost)}");
        }
    }

    private static string Place(Comparison row) => $"{row.Entry.Name}, {row.Threads} {(row.Threads == 1 ? "thread" : "threads")}";
}
