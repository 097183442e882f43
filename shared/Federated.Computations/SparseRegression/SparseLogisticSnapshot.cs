using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Computations.SparseRegression;

/// <summary>
/// A state of <see cref="FederatedSparseLogistic"/> as a snapshot: F64 tensors <c>parameters</c>, <c>best</c> and <c>gradient</c> [outputs, columns + 1] and
/// <c>progress</c> [9] (objective at best, or 0 before the first round; rounds; rows; 1 when converged; penalty; tolerance; most rounds; memory; rows at best); F32 tensors
/// <c>steps</c> and <c>changes</c> [pairs, outputs · (columns + 1)], absent without pairs.
/// </summary>
public static class SparseLogisticSnapshot
{
    private const int ProgressLength = 9;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(SparseLogisticState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var shape = new TensorShape(state.Outputs, state.Columns + 1);
        SparseLogisticOptions options = state.Options;
        double[] progress =
        [
            state.Rounds == 0 ? 0 : state.BestObjective, state.Rounds, state.Rows, state.Converged ? 1 : 0,
            options.Penalty, options.Tolerance, options.MaximumRounds, options.Memory, state.BestRows,
        ];
        var tensors = new List<NamedTensor>
        {
            new DoubleTensor("parameters", shape, state.Parameters.AsSpan()), new DoubleTensor("best", shape, state.Best.AsSpan()),
            new DoubleTensor("gradient", shape, state.BestGradient.AsSpan()), new DoubleTensor("progress", new TensorShape(ProgressLength), progress),
        };
        if (state.Pairs.Steps.Length > 0)
        {
            var pairs = new TensorShape(state.Pairs.Steps.Length, state.Parameters.Length);
            tensors.Add(new SingleTensor("steps", pairs, [.. state.Pairs.Steps.SelectMany(step => step)]));
            tensors.Add(new SingleTensor("changes", pairs, [.. state.Pairs.Changes.SelectMany(change => change)]));
        }

        return new ModelSnapshot(tensors);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same number of columns and classes.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state, or holds a figure that none has.</exception>
    public static SparseLogisticState Read(ModelSnapshot snapshot, int columns, int classes)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        double[] progress = SparseTensors.Doubles(snapshot, "progress", ProgressLength);
        try
        {
            var options = new SparseLogisticOptions
            {
                Penalty = progress[4],
                Tolerance = progress[5],
                MaximumRounds = (int)Count(progress[6], 1000),
                Memory = (int)Count(progress[7], 20),
            };
            SparseLogisticState start = SparseLogisticState.Start(columns, classes, options);
            int rounds = (int)Count(progress[1], options.MaximumRounds);
            CurvaturePairs pairs = ReadPairs(snapshot, options.Memory, start.Parameters.Length);
            if (snapshot.Tensors.Length != (pairs.Steps.IsEmpty ? 4 : 6))
                throw new ContributionException("The state holds a tensor that that of a sparse regression has not.");
            ImmutableArray<double> Values(string name) => [.. SparseTensors.Doubles(snapshot, name, start.Outputs, columns + 1)];
            return start with
            {
                Rounds = rounds,
                Rows = Count(progress[2], 1L << 53),
                BestRows = Count(progress[8], 1L << 53),
                Converged = Count(progress[3], 1) == 1,
                Parameters = Values("parameters"),
                Best = Values("best"),
                BestGradient = Values("gradient"),
                BestObjective = rounds == 0 ? double.PositiveInfinity : progress[0],
                Pairs = pairs,
            };
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The state of the sparse regression cannot be used: {fault.Message}", fault);
        }
    }

    private static CurvaturePairs ReadPairs(ModelSnapshot snapshot, int memory, int length)
    {
        if (snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == "steps") is not { } tensor)
            return CurvaturePairs.Empty;
        int count = tensor.Shape.Dimensions.Length == 2 ? tensor.Shape.Dimensions[0] : 0;
        if (count < 1 || count > memory)
            throw new ContributionException($"The state holds {count} pairs of steps; a memory of {memory} was agreed.");
        ImmutableArray<float[]> Rows(string name) => [.. SparseTensors.Singles(snapshot, name, count, length).Chunk(length)];
        var pairs = new CurvaturePairs(Rows("steps"), Rows("changes"));
        return pairs.HavePositiveCurvature
            ? pairs
            : throw new ContributionException("The state holds a pair of steps without curvature, which no convex loss gives.");
    }

    private static long Count(double figure, long most)
        => figure >= 0 && figure <= most && double.IsInteger(figure)
            ? (long)figure
            : throw new ContributionException($"The state holds {figure} where a count from 0 to {most} belongs; ask for it again.");
}
