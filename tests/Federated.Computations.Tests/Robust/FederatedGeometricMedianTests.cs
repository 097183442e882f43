using Federated.Computations.Robust;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Robust;

public sealed class FederatedGeometricMedianTests
{
    private const double Bound = 100;
    private static readonly VectorMean Inner = new(3, Bound);

    [Fact]
    public void Passes_ManyOfQuantisedSums_ReachTheGeometricMedian()
    {
        VectorMean.Node[] nodes = Cloud(19, seed: 5);
        double[] median = Run(nodes, new GeometricMedianOptions { Passes = 100, Smoothing = 1e-5 });

        double[] oracle = Oracle(nodes);
        Assert.All(Enumerable.Range(0, 3), coordinate => Assert.Equal(oracle[coordinate], median[coordinate], 1e-5));
        double[] mean = Mean(nodes);
        Assert.True(Distance(mean, oracle) > 0.1, "The cloud's mean must not be its median.");
    }

    [Fact]
    public void Passes_ManyOfExactSums_ReachTheGeometricMedianToAMillionth()
    {
        VectorMean.Node[] nodes = Cloud(19, seed: 6);
        double[] median = Run(nodes, new GeometricMedianOptions { Passes = 100, Smoothing = 1e-8 }, SimulatedSum.Exact);

        double[] oracle = Oracle(nodes);
        Assert.All(Enumerable.Range(0, 3), coordinate => Assert.Equal(oracle[coordinate], median[coordinate], 1e-6));
    }

    [Fact]
    public void Passes_OneInThreeFarAway_StayAmongTheRestWhereTheMeanDoesNot()
    {
        VectorMean.Node[] nodes = [.. Cloud(12, seed: 7), .. Enumerable.Repeat(0, 8).Select(_ => new VectorMean.Node([90, -40, 10], 2))];

        Assert.True(Distance(Run(nodes, new GeometricMedianOptions { Passes = 40 }), [0, 0, 0]) < 8);
        Assert.True(Distance(Mean(nodes), [0, 0, 0]) > 30);
    }

    [Fact]
    public void Contribute_TheGuard_IsHonestyOfTheWeight_AndALiarBreaksIt()
    {
        VectorMean.Node[] nodes = Cloud(19, seed: 8);
        var computation = new FederatedGeometricMedian<VectorMean.State, VectorMean.Node>(Inner, new GeometricMedianOptions());
        GeometricMedianState<VectorMean.State> state = new(Inner.Start());
        while (!computation.IsDone(state))
        {
            SecureSum honest = SimulatedSum.Exact(computation, state, Data(nodes));
            double[] values = honest.Values.ToArray();
            values[0] += Bound;
            values[3] += Bound;
            state = computation.Apply(state, new SecureSum(values, honest.Weight + 1, honest.Contributors + 1));
        }

        Assert.True(state.Inner.Mean[0] > 50, $"A liar of 20 moved the first coordinate to {state.Inner.Mean[0]} only: the documentation is too humble.");
    }

    [Fact]
    public void Contribute_WithMemory_AsksTheRowsOnceForEachResult()
    {
        var two = new VectorMean(3, Bound, results: 2);
        var computation = new FederatedGeometricMedian<VectorMean.State, VectorMean.Node>(two, new GeometricMedianOptions { Passes = 4 });
        GeometricMedianData<VectorMean.Node>[] nodes = [.. Cloud(5, 1).Select(node => new GeometricMedianData<VectorMean.Node>(node, new NodeMemory()))];
        GeometricMedianState<VectorMean.State> state = new(two.Start());
        int rounds = 0;
        for (; !computation.IsDone(state); rounds++)
            state = computation.Apply(state, SimulatedSum.Quantised(computation, state, nodes, (ulong)rounds));

        Assert.Equal(10, rounds);
        Assert.All(nodes, node => Assert.Equal(2, node.Data.Asked));
        double[] forgetful = Run([.. nodes.Select(node => node.Data)], new GeometricMedianOptions { Passes = 4 });
        Assert.All(Enumerable.Range(0, 3), coordinate => Assert.Equal(forgetful[coordinate], state.Inner.Mean[coordinate], 1e-4));
    }

    [Fact]
    public void Contribute_MemoryOfAnotherJob_IsRefused()
    {
        var computation = new FederatedGeometricMedian<VectorMean.State, VectorMean.Node>(Inner, new GeometricMedianOptions());
        var memory = new NodeMemory { Current = new ModelSnapshot([new DoubleTensor("control", new TensorShape(1), [1])]) };
        var state = new GeometricMedianState<VectorMean.State>(Inner.Start(), 0, 1, [0, 0, 0]);

        Assert.Throws<ContributionException>(() => computation.Contribute(
            state, new GeometricMedianData<VectorMean.Node>(new VectorMean.Node([1, 1, 1]), memory), new Contribution(computation.Specify(state))));
    }

    [Fact]
    public void Contribute_VectorBeyondTheClippingNorm_IsScaledDownToIt()
    {
        var computation = new FederatedGeometricMedian<VectorMean.State, VectorMean.Node>(Inner, new GeometricMedianOptions());
        GeometricMedianState<VectorMean.State> state = new(Inner.Start());
        var into = new Contribution(computation.Specify(state));

        computation.Contribute(state, new GeometricMedianData<VectorMean.Node>(new VectorMean.Node([3e6, 0, 4e6])), into);

        Assert.Equal([60, 0, 80, 100], into.Values.ToArray().Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public void Apply_CentreBeyondTheClippingNorm_IsScaledDownAndWeightsOutOfRangeRefused()
    {
        var computation = new FederatedGeometricMedian<VectorMean.State, VectorMean.Node>(Inner, new GeometricMedianOptions());
        GeometricMedianState<VectorMean.State> state = new(Inner.Start());

        Assert.Equal([60.0, 0.0, 80.0], computation.Apply(state, new SecureSum([3e6, 0, 4e6, 300], 3, 3)).Centre.Select(value => Math.Round(value, 9)));
        Assert.Throws<ContributionException>(() => computation.Apply(state, new SecureSum([1, 1, 1, 0], 3, 3)));
        Assert.Throws<ContributionException>(() => computation.Apply(state, new SecureSum([1, 1, 1, -1], 3, 3)));
        Assert.Throws<ContributionException>(() => computation.Apply(state, new SecureSum([1, 1, 1, 301], 3, 3)));
        Assert.Throws<ContributionException>(() => computation.Apply(state, new SecureSum([1, 1, 300], 3, 3)));
    }

    [Fact]
    public void Snapshot_InTheMiddle_ComesBackAndHostileOnesAreRefused()
    {
        var options = new GeometricMedianOptions();
        var computation = new FederatedGeometricMedian<VectorMean.State, VectorMean.Node>(Inner, options);
        GeometricMedianState<VectorMean.State> Read(ModelSnapshot snapshot) => GeometricMedianSnapshot.Read(snapshot, VectorMean.Read, computation, options);
        var state = new GeometricMedianState<VectorMean.State>(Inner.Start());
        Assert.Equal(0, Read(GeometricMedianSnapshot.Write(state, VectorMean.Write)).Pass);

        state = computation.Apply(state, SimulatedSum.Exact(computation, state, Data(Cloud(5, 1))));
        ModelSnapshot written = GeometricMedianSnapshot.Write(state, VectorMean.Write);
        Assert.Equal(written.ContentHash(), GeometricMedianSnapshot.Write(Read(Safetensors.Read(Safetensors.Write(written))), VectorMean.Write).ContentHash());
        (string Name, int Index, double Figure)[] hostile = [("median.progress", 0, -1), ("median.progress", 1, 4), ("median.progress", 1, 0), ("median.progress", 1, 0.5), ("median.centre", 0, double.PositiveInfinity)];
        Assert.All(hostile, change => Assert.Throws<ContributionException>(() => Read(SimulatedRounds.With(written, change.Name, change.Index, change.Figure))));
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        string words = Assert.Throws<ArgumentException>(() => new GeometricMedianOptions { Passes = 0, Smoothing = 0 }.Validate()).Message;

        Assert.All(["passes", "smoothing"], word => Assert.Contains(word, words, StringComparison.Ordinal));
    }

    private static GeometricMedianData<VectorMean.Node>[] Data(VectorMean.Node[] nodes) => [.. nodes.Select(node => new GeometricMedianData<VectorMean.Node>(node))];

    private static double[] Run(VectorMean.Node[] nodes, GeometricMedianOptions options)
    {
        ulong seed = 0;
        return Run(nodes, options, (computation, state, data) => SimulatedSum.Quantised(computation, state, data, ++seed));
    }

    private static double[] Run(
        VectorMean.Node[] nodes, GeometricMedianOptions options,
        Func<FederatedGeometricMedian<VectorMean.State, VectorMean.Node>, GeometricMedianState<VectorMean.State>, GeometricMedianData<VectorMean.Node>[], SecureSum> sum)
    {
        var computation = new FederatedGeometricMedian<VectorMean.State, VectorMean.Node>(Inner, options);
        GeometricMedianState<VectorMean.State> state = new(Inner.Start());
        while (!computation.IsDone(state))
            state = computation.Apply(state, sum(computation, state, Data(nodes)));
        return state.Inner.Mean;
    }

    // Skewed, so that mean and median differ; weights from 1 to 5.
    private static VectorMean.Node[] Cloud(int nodes, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        double Skewed() => Math.Pow(generator.NextDouble(), 4) * 6;
        return [.. Enumerable.Range(0, nodes).Select(node => new VectorMean.Node([Skewed(), -Skewed(), Skewed() - 1], 1 + (node % 5)))];
    }

    private static double[] Mean(VectorMean.Node[] nodes)
        => [.. Enumerable.Range(0, 3).Select(coordinate => nodes.Sum(node => node.Weight * node.Vector[coordinate]) / nodes.Sum(node => node.Weight))];

    // Slow and obvious: descent along the coordinates by ever smaller steps, as long as the sum of distances falls.
    private static double[] Oracle(VectorMean.Node[] nodes)
    {
        double[] point = Mean(nodes);
        double Cost() => nodes.Sum(node => node.Weight * Distance(node.Vector, point));
        for (double step = 1; step > 1e-9;)
        {
            bool fell = false;
            for (int move = 0; move < 6; move++)
            {
                double before = Cost(), kept = point[move / 2];
                point[move / 2] += move % 2 == 0 ? step : -step;
                if (Cost() < before)
                    fell = true;
                else
                    point[move / 2] = kept;
            }

            step = fell ? step : step / 2;
        }

        return point;
    }

    private static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (left, right) => (left - right) * (left - right)).Sum());
}
