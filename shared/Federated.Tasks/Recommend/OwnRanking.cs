using Federated.Computations;
using Federated.Computations.Recommendation;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Tasks.Fitting;

namespace Federated.Tasks.Recommend;

/// <summary>What a node found of its own customers, for its own eyes: the models' quality, intervals of hit rate and gain of the joint model and its own, and how many rows there are.</summary>
internal sealed class OwnRanking
{
    private const string Intervals = "intervals", Rows = "rows";
    private const int Resamples = 500, Fewest = 2;

    private readonly double[] _intervals;
    private readonly double[] _rows;

    private OwnRanking(RankingState quality, double[] intervals, double[] rows) => (State, _intervals, _rows) = (quality, intervals, rows);

    /// <summary>Quality over the partner's test customers.</summary>
    public RankingQuality Quality => State.Result!;

    /// <summary>Customers with at least one item, interactions, and rows whose item is not in common.</summary>
    public (long Customers, long Interactions, long Unknown) Counted => ((long)_rows[0], (long)_rows[1], (long)_rows[2]);

    /// <summary>Hit rate of the joint model, of the own one, and the difference, by paired bootstrap over customers.</summary>
    public IReadOnlyList<ConfidenceInterval> HitRates => [Interval(0), Interval(1), Interval(2)];

    /// <summary>The same of NDCG.</summary>
    public IReadOnlyList<ConfidenceInterval> Gains => [Interval(3), Interval(4), Interval(5)];

    private RankingState State { get; }

    public static OwnRanking Of(IReadOnlyList<RankedCustomer> customers, RankingRequest request, Interactions own, int alone, ulong seed)
    {
        RankingState quality = OwnRows.Alone(new FederatedRanking(), new RankingState(request), new RankingSums(customers));
        double[] rows = [own.Training.Length, own.Training.Sum(customer => (long)customer.Items.Length) + own.Test.Length + own.Validation.Length, own.Unknown];
        var intervals = new List<double>();
        foreach (Func<int, double> worth in (Func<int, double>[])[rank => rank <= request.Shown ? 1 : 0, rank => rank <= request.Shown ? 1 / Math.Log2(1.0 + rank) : 0])
        {
            double[] joint = [.. customers.Select(customer => worth(customer.Models[0].Sampled))], local = [.. customers.Select(customer => worth(customer.Models[alone].Sampled))];
            foreach (double[] values in (double[][])[joint, local, [.. joint.Zip(local, (one, other) => one - other)]])
                intervals.AddRange(Interval(values, seed));
        }

        return new OwnRanking(quality, [.. intervals], rows);
    }

    public ModelSnapshot Write() => new(
    [
        .. RankingSnapshot.Write(State).Tensors,
        new DoubleTensor(Intervals, new TensorShape(_intervals.Length), [.. _intervals.Select(value => double.IsNaN(value) ? -2 : value)]),
        new DoubleTensor(Rows, new TensorShape(_rows.Length), _rows),
    ]);

    /// <exception cref="TaskStateException">The node kept something else.</exception>
    public static OwnRanking Read(ModelSnapshot kept, RankingRequest request)
    {
        try
        {
            RankingState quality = RankingSnapshot.Read(new ModelSnapshot(kept.Tensors.Where(tensor => tensor.Name is not (Intervals or Rows))), request);
            double[] intervals = Values(kept, Intervals, 18), rows = Values(kept, Rows, 3);
            return quality.Result is not null ? new OwnRanking(quality, [.. intervals.Select(value => value == -2 ? double.NaN : value)], rows) : throw new ContributionException("It holds no quality.");
        }
        catch (ContributionException fault)
        {
            throw new TaskStateException($"What this node kept of the job is not of this job: {fault.Message}", fault);
        }
    }

    private static double[] Values(ModelSnapshot kept, string name, int length) => kept.Tensors.FirstOrDefault(tensor => tensor.Name == name) is DoubleTensor tensor && tensor.Values.Length == length
        ? tensor.Values.ToArray()
        : throw new ContributionException($"It has no '{name}' of {length} values.");

    private static double[] Interval(double[] values, ulong seed)
    {
        if (values.Length < Fewest)
            return [double.NaN, double.NaN, double.NaN];
        ConfidenceInterval interval = BootstrapInterval.Percentile(values.Length, rows => Mean(values, rows), new SeededGenerator(seed), Resamples);
        return [interval.Estimate, interval.Lower, interval.Upper];
    }

    private static double Mean(double[] values, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
            sum += values[row];
        return sum / rows.Length;
    }

    private ConfidenceInterval Interval(int place) => new(_intervals[3 * place], _intervals[(3 * place) + 1], _intervals[(3 * place) + 2], 0.95);
}
