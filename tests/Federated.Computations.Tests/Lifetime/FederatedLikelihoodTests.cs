using Federated.Computations.Lifetime;
using Federated.Learning.Lifetime;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Lifetime;

public sealed class FederatedLikelihoodTests
{
    private readonly FederatedLikelihood _likelihood = new();

    [Fact]
    public void Buying_QuantisedSumOfThreeNodes_IsThePooledMaximum()
    {
        PurchaseHistory[] customers = new SimulatedCustomers(1).Draw(3000).Purchases;
        LikelihoodState joint = Run(LifetimeFamily.Buying, [Node(customers[..100]), Node(customers[100..900], customers[900..1500]), Node(customers[1500..])], 5);

        LikelihoodNewton pooled = LikelihoodNewton.Start([0, 0, 0, 0]);
        while (!pooled.Finished)
        {
            var statistics = new BetaGeometricStatistics(pooled.Parameters);
            statistics.Add(customers);
            pooled = pooled.Next(statistics);
        }

        Assert.True(joint.Method.Converged);
        Assert.InRange(joint.Method.Passes, 4, 15);
        Assert.Equal(3000, joint.Customers);
        AssertNear(pooled.Parameters, joint.Method.Parameters, 1e-5);
    }

    [Fact]
    public void Spending_QuantisedSumOfTwoNodes_IsThePooledMaximum()
    {
        SpendHistory[] customers = new SimulatedCustomers(2).Draw(3000).Spends;
        LikelihoodState joint = Run(LifetimeFamily.Spending, [new SpendSums([customers.AsMemory(0, 80)]), new SpendSums([customers.AsMemory(80)])], 5);

        LikelihoodNewton pooled = LikelihoodNewton.Start([0, 0, 0]);
        while (!pooled.Finished)
        {
            var statistics = new GammaGammaStatistics(pooled.Parameters);
            statistics.Add(customers);
            pooled = pooled.Next(statistics);
        }

        Assert.True(joint.Method.Converged);
        AssertNear(pooled.Parameters, joint.Method.Parameters, 1e-5);
    }

    [Fact]
    public void BothFamilies_ManySimulatedCustomers_RecoverWhatTheyWereDrawnFrom()
    {
        (PurchaseHistory[] purchases, SpendHistory[] spends) = new SimulatedCustomers(3).Draw(12_000);
        var buying = BetaGeometricModel.FromLogs(Run(LifetimeFamily.Buying, [Node(purchases)], 1).Method.Parameters.AsSpan());
        var spending = GammaGammaModel.FromLogs(Run(LifetimeFamily.Spending, [new SpendSums([spends])], 1).Method.Parameters.AsSpan());

        Assert.Equal(SimulatedCustomers.Buying.R, buying.R, 0.03);
        Assert.Equal(SimulatedCustomers.Buying.Alpha, buying.Alpha, 0.5);
        Assert.Equal(SimulatedCustomers.Buying.A / SimulatedCustomers.Buying.B, buying.A / buying.B, 0.04);
        Assert.Equal(SimulatedCustomers.Spending.PopulationMean, spending.PopulationMean, 0.7);
        Assert.Equal(SimulatedCustomers.Spending.Q, spending.Q, 0.6);
    }

    [Fact]
    public void Buying_TimesInAnotherUnit_ChangesAlphaAlone()
    {
        PurchaseHistory[] weeks = new SimulatedCustomers(4).Draw(2000).Purchases;
        PurchaseHistory[] seconds = [.. weeks.Select(customer => customer with { Recency = customer.Recency * 604_800, Age = customer.Age * 604_800 })];
        LikelihoodState slow = Run(LifetimeFamily.Buying, [Node(weeks)], 1), fast = Run(LifetimeFamily.Buying, [Node(seconds)], 1);

        Assert.True(fast.Method.Converged);
        double[] expected = [.. slow.Method.Parameters];
        expected[1] += Math.Log(604_800);
        AssertNear(expected, fast.Method.Parameters, 1e-4);
    }

    [Fact]
    public void Buying_NobodyReturns_EndsWithinTheLimits()
    {
        PurchaseHistory[] customers = [.. Enumerable.Range(1, 50).Select(age => new PurchaseHistory(0, 0, age))];
        LikelihoodState state = Run(LifetimeFamily.Buying, [Node(customers)], 1);

        Assert.True(state.Method.Finished);
        Assert.InRange(BetaGeometricModel.FromLogs(state.Method.Parameters.AsSpan()).ExpectedPurchases(10), 0, 0.02);
    }

    [Fact]
    public void Buying_NodeThatMissesRounds_DoesNotStopTheDescent()
    {
        PurchaseHistory[] customers = new SimulatedCustomers(6).Draw(1500).Purchases;
        ILikelihoodSums[] nodes = [Node(customers[..900]), Node(customers[900..])];
        LikelihoodState state = LikelihoodState.Start(LifetimeFamily.Buying);
        for (int round = 0; !_likelihood.IsDone(state); round++)
            state = _likelihood.Apply(state, SimulatedSum.Exact(_likelihood, state, round is 1 or 3 ? nodes[..1] : nodes));

        Assert.Equal(0, state.Method.Halvings);
        AssertNear(Run(LifetimeFamily.Buying, nodes, 1).Method.Parameters, state.Method.Parameters, 1e-5);
    }

    [Fact]
    public void Contribute_ImpossibleCustomer_IsRefused()
    {
        LikelihoodState state = LikelihoodState.Start(LifetimeFamily.Buying);
        var into = new Contribution(_likelihood.Specify(state));
        var fault = Assert.Throws<ContributionException>(() => _likelihood.Contribute(state, Node([new PurchaseHistory(1, 5, 4)]), into));
        Assert.Contains("check the dates", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ForgedSum_IsRefused()
    {
        LikelihoodState state = LikelihoodState.Start(LifetimeFamily.Spending);
        Assert.Throws<ContributionException>(() => _likelihood.Apply(state, new SecureSum(new double[10], 1, 1)));
        Assert.Throws<ContributionException>(() => _likelihood.Apply(state, new SecureSum(new double[11], 1, 1)));
        double[] half = new double[11];
        half[0] = 1.5;
        Assert.Throws<ContributionException>(() => _likelihood.Apply(state, new SecureSum(half, 1, 1)));
    }

    [Fact]
    public void Apply_AnyCurvature_GivesAStateWithinTheLimits()
        => Prop.ForAll(Gen.Choose(-1_000_000, 1_000_000).ArrayOf(10).ToArbitrary(), figures =>
        {
            double[] values = [100, .. figures];
            LikelihoodState next = _likelihood.Apply(LikelihoodState.Start(LifetimeFamily.Spending), new SecureSum(values, 1, 1));
            return next.Method.Parameters.All(parameter => Math.Abs(parameter) <= 20) && next.Method.Passes == 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Snapshot_EachStateOfARun_ReadsBackAsItself()
    {
        PurchaseSums node = Node(new SimulatedCustomers(5).Draw(200).Purchases);
        LikelihoodState state = LikelihoodState.Start(LifetimeFamily.Buying, new LikelihoodOptions { Penalty = 1e-4, MaximumPasses = 30 });
        while (!_likelihood.IsDone(state))
        {
            ModelSnapshot written = LikelihoodSnapshot.Write(state);
            LikelihoodState read = LikelihoodSnapshot.Read(written, LifetimeFamily.Buying);
            Assert.Equal(written.ContentHash(), LikelihoodSnapshot.Write(read).ContentHash());
            state = _likelihood.Apply(read, SimulatedSum.Exact(_likelihood, read, [node]));
        }

        Assert.True(LikelihoodSnapshot.Read(LikelihoodSnapshot.Write(state), LifetimeFamily.Buying).Method.Converged);
    }

    [Theory]
    [InlineData("progress", 1, -1)]
    [InlineData("progress", 1, 0.5)]
    [InlineData("progress", 5, 2)]
    [InlineData("progress", 0, double.NaN)]
    [InlineData("parameters", 0, 21)]
    [InlineData("best", 3, double.PositiveInfinity)]
    public void Snapshot_DamagedFigure_IsRefused(string tensor, int index, double value)
    {
        ModelSnapshot written = LikelihoodSnapshot.Write(LikelihoodState.Start(LifetimeFamily.Buying));
        double[] values = written.Doubles(tensor).ToArray();
        values[index] = value;
        var damaged = new ModelSnapshot(written.Tensors.Where(each => each.Name != tensor).Append(new DoubleTensor(tensor, written[tensor].Shape, values)));
        Assert.Throws<ContributionException>(() => LikelihoodSnapshot.Read(damaged, LifetimeFamily.Buying));
        Assert.Throws<ContributionException>(() => LikelihoodSnapshot.Read(written, LifetimeFamily.Spending));
    }

    private static PurchaseSums Node(params PurchaseHistory[][] batches) => new([.. batches.Select(batch => (ReadOnlyMemory<PurchaseHistory>)batch)]);

    private LikelihoodState Run(LifetimeFamily family, ILikelihoodSums[] nodes, ulong seed)
    {
        LikelihoodState state = LikelihoodState.Start(family);
        for (ulong round = 0; !_likelihood.IsDone(state); round++)
            state = _likelihood.Apply(state, SimulatedSum.Quantised(_likelihood, state, nodes, seed + round));
        return state;
    }

    private static void AssertNear(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        for (int index = 0; index < expected.Count; index++)
            Assert.Equal(expected[index], actual[index], tolerance);
    }
}
