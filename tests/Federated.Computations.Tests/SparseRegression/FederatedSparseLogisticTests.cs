using Federated.Computations.SparseRegression;
using Federated.Learning.Factorization;
using Federated.Learning.Linear;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.SparseRegression;

public sealed class FederatedSparseLogisticTests
{
    private const int Columns = 40;
    private readonly FederatedSparseLogistic _computation = new();

    [Fact]
    public void TwoClasses_QuantisedSumOfThreeNodes_IsThePooledNewtonFit()
    {
        (float[] dense, int[] labels) = Draw(600, 2, 1);
        SparseLogisticModel joint = Run([Node(dense, labels, 0, 50), Node(dense, labels, 50, 300), Node(dense, labels, 300, 600)], 2).Model;

        LinearModel pooled = LogisticRegression.Fit(dense, [.. labels.Select(label => (float)label)], Columns);
        double[] expected = [.. pooled.Weights, pooled.Intercept];
        for (int index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], joint.Parameters[index], 1e-4);
    }

    [Fact]
    public void ThreeClasses_QuantisedSumOfTwoNodes_IsThePooledNewtonFit()
    {
        (float[] dense, int[] labels) = Draw(600, 3, 2);
        SparseLogisticState joint = Run([Node(dense, labels, 0, 200), Node(dense, labels, 200, 600)], 3);

        LogisticNewton pooled = LogisticNewton.Start(Columns, 3);
        while (!pooled.Finished)
        {
            var statistics = new SoftmaxStatistics(pooled.Parameters, 3);
            statistics.Add(dense, labels);
            pooled = pooled.Next(statistics);
        }

        double shared = (joint.Model.Parameters[Columns] + joint.Model.Parameters[(2 * Columns) + 1] + joint.Model.Parameters[^1]) / 3;
        double pooledShared = (pooled.Parameters[Columns] + pooled.Parameters[(2 * Columns) + 1] + pooled.Parameters[^1]) / 3;
        for (int index = 0; index < pooled.Parameters.Length; index++)
        {
            // A number added to all intercepts changes no probability.
            bool intercept = index % (Columns + 1) == Columns;
            Assert.Equal(pooled.Parameters[index] - (intercept ? pooledShared : 0), joint.Model.Parameters[index] - (intercept ? shared : 0), 1e-4);
        }
    }

    [Fact]
    public void TwoClasses_NodeThatMissesRounds_StillReachesTheOptimum()
    {
        (float[] dense, int[] labels) = Draw(400, 2, 8);
        ISparseGradientSums[] nodes = [Node(dense, labels, 0, 150), Node(dense, labels, 150, 400)];
        SparseLogisticState state = SparseLogisticState.Start(Columns, 2);
        for (int round = 0; !_computation.IsDone(state); round++)
            state = _computation.Apply(state, SimulatedSum.Exact(_computation, state, round is 2 or 5 ? nodes[..1] : nodes));

        double[] expected = [.. Run(nodes, 2).Model.Parameters];
        for (int index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], state.Model.Parameters[index], 2e-4);
    }

    [Fact]
    public void RareClass_Intercept_ConvergesInFewRounds()
    {
        (float[] dense, int[] labels) = Draw(5000, 2, 4);
        for (int row = 0; row < labels.Length; row++)
            labels[row] = row % 50 == 0 ? 1 : 0;
        SparseLogisticState state = Run([Node(dense, labels, 0, 5000)], 2);
        Assert.True(state.Converged);
        Assert.InRange(state.Rounds, 3, 50);
    }

    [Fact]
    public void Probabilities_FittedModel_AreHigherForTheOwnClass()
    {
        (float[] dense, int[] labels) = Draw(300, 3, 5);
        SparseLogisticModel model = Run([Node(dense, labels, 0, 300)], 3).Model;
        SparseRows rows = SparseRows.FromDense(dense, Columns);
        var probabilities = new double[3];
        int right = 0;
        for (int row = 0; row < 300; row++)
        {
            model.Probabilities(rows, row, probabilities);
            Assert.Equal(1, probabilities.Sum(), 1e-12);
            right += Array.IndexOf(probabilities, probabilities.Max()) == labels[row] ? 1 : 0;
        }

        Assert.InRange(right, 200, 300);
    }

    [Fact]
    public void Snapshot_EachStateOfARun_ReadsBackAsItself()
    {
        (float[] dense, int[] labels) = Draw(100, 2, 6);
        ISparseGradientSums node = Node(dense, labels, 0, 100);
        SparseLogisticState state = SparseLogisticState.Start(Columns, 2, new SparseLogisticOptions { Penalty = 0.5, Memory = 3 });
        while (!_computation.IsDone(state))
        {
            ModelSnapshot written = Safetensors.Read(Safetensors.Write(SparseLogisticSnapshot.Write(state)));
            SparseLogisticState read = SparseLogisticSnapshot.Read(written, Columns, 2);
            Assert.Equal(written.ContentHash(), SparseLogisticSnapshot.Write(read).ContentHash());
            state = _computation.Apply(read, SimulatedSum.Exact(_computation, read, [node]));
        }

        Assert.True(state.Converged);
        Assert.Equal(state.Model.Parameters.ToArray(), SparseLogisticModel.FromSnapshot(state.Model.ToSnapshot(), Columns, 1).Parameters.ToArray());
    }

    [Theory]
    [InlineData("progress", 1, 61)]
    [InlineData("progress", 4, 0)]
    [InlineData("progress", 7, 1.5)]
    [InlineData("best", 3, double.NaN)]
    [InlineData("parameters", 0, double.PositiveInfinity)]
    public void Snapshot_DamagedFigure_IsRefused(string tensor, int index, double value)
    {
        ModelSnapshot written = SparseLogisticSnapshot.Write(SparseLogisticState.Start(Columns, 2));
        double[] values = written.Doubles(tensor).ToArray();
        values[index] = value;
        var damaged = new ModelSnapshot(written.Tensors.Where(each => each.Name != tensor).Append(new DoubleTensor(tensor, written[tensor].Shape, values)));
        Assert.Throws<ContributionException>(() => SparseLogisticSnapshot.Read(damaged, Columns, 2));
        Assert.Throws<ContributionException>(() => SparseLogisticSnapshot.Read(written, Columns, 3));
        Assert.Throws<ContributionException>(() => SparseLogisticSnapshot.Read(written, Columns + 1, 2));
    }

    [Fact]
    public void Contribute_RowsOfAnotherShape_AreRefused()
    {
        SparseLogisticState state = SparseLogisticState.Start(Columns, 2);
        var into = new Contribution(_computation.Specify(state));
        (float[] dense, int[] labels) = Draw(10, 3, 7);
        labels[0] = 2;
        Assert.Throws<ContributionException>(() => _computation.Contribute(state, Node(dense, labels, 0, 10), into));
        Assert.Throws<ArgumentException>(() => new SparseLabelledRows(SparseRows.FromDense([2f], 1), [0]));
        Assert.Throws<ArgumentException>(() => new SparseLabelledRows(SparseRows.FromDense([1f], 1), [-1]));
    }

    [Fact]
    public void Apply_ForgedSum_IsRefused()
    {
        SparseLogisticState state = SparseLogisticState.Start(Columns, 2);
        var values = new double[Columns + 3];
        Assert.Throws<ContributionException>(() => _computation.Apply(state, new SecureSum(values, 1, 1)));
        values[0] = 0.5;
        Assert.Throws<ContributionException>(() => _computation.Apply(state, new SecureSum(values, 1, 1)));
        Assert.Throws<ContributionException>(() => _computation.Apply(state, new SecureSum(values[1..], 1, 1)));
    }

    private static SparseGradientSums Node(float[] dense, int[] labels, int from, int to)
        => new([new SparseLabelledRows(SparseRows.FromDense(dense.AsSpan((from * Columns)..(to * Columns)), Columns), labels[from..to])]);

    private SparseLogisticState Run(ISparseGradientSums[] nodes, int classes)
    {
        SparseLogisticState state = SparseLogisticState.Start(Columns, classes);
        for (ulong round = 0; !_computation.IsDone(state); round++)
            state = _computation.Apply(state, SimulatedSum.Quantised(_computation, state, nodes, round));
        return state;
    }

    private static (float[] Dense, int[] Labels) Draw(int rows, int classes, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        var dense = new float[rows * Columns];
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = generator.NextBelow(classes);
            for (int draw = 0; draw < 6; draw++)
            {
                int column = generator.NextDouble() < 0.4 ? (labels[row] * 5) + generator.NextBelow(5) : generator.NextBelow(Columns);
                dense[(row * Columns) + column] = (float)(0.3 + (0.2 * generator.NextDouble()));
            }
        }

        return (dense, labels);
    }
}
