using System.Collections.Immutable;
using Federated.Computations.Fairness;
using Federated.Learning.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Fairness;

public sealed class FederatedFairnessTests
{
    private static readonly FederatedFairness Computation = new();

    private static readonly FairnessRequest Request = new(
        [new ComparedField("gender", ["f", "m"]), new ComparedField("region", ["north", "east", "south", "west"])], threshold: 0.4, floor: 10);

    [Fact]
    public void Apply_AnySplitOfTheRowsQuantised_EqualsTheRatesOfThePooledRows()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (seed, nodes) =>
        {
            Customer[] customers = Customers((ulong)seed, 800);

            ImmutableArray<AttributeFairness> result = Run(Request, [.. customers.Chunk((customers.Length / nodes) + 1)]);

            for (int attribute = 0; attribute < 2; attribute++)
            {
                for (int group = 0; group < Request.Attributes[attribute].Groups.Length; group++)
                {
                    Customer[] members = [.. customers.Where(customer => customer.Groups[attribute] == group)];
                    GroupOutcome outcome = Assert.IsType<GroupOutcome>(result[attribute].Groups[group]);
                    Assert.Equal(members.Length, outcome.Rows);
                    Assert.Equal(members.Average(customer => customer.IsSelected ? 1.0 : 0), outcome.SelectionRate!.Value.Value, 1e-12);
                    Assert.Equal(members.Where(customer => customer.Label == 1).Average(customer => customer.IsSelected ? 1.0 : 0), outcome.TruePositiveRate!.Value.Value, 1e-12);
                    Assert.Equal(members.Where(customer => customer.Label == 0).Average(customer => customer.IsSelected ? 1.0 : 0), outcome.FalsePositiveRate!.Value.Value, 1e-12);
                    Assert.Equal(members.Average(customer => (double)customer.Probability), outcome.MeanScore, 1e-6);
                    Assert.Equal(members.Average(customer => (double)customer.Label), outcome.MeanOutcome, 1e-12);
                    Assert.Equal(StandardError([.. members.Select(customer => (double)customer.Probability - customer.Label)]), outcome.CalibrationError, 1e-6);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public void Comparisons_ShownGroups_AreAgainstTheLargest()
    {
        Customer[] customers = Customers(3, 900);

        AttributeFairness regions = Run(Request, [customers])[1];

        int largest = Enumerable.Range(0, 4).MaxBy(group => regions.Groups[group]!.Rows);
        Assert.Equal(Enumerable.Range(0, 4).Where(group => group != largest), regions.Comparisons.Select(comparison => comparison.Group));
        foreach (GroupComparison comparison in regions.Comparisons)
        {
            GroupOutcome own = regions.Groups[comparison.Group]!, reference = regions.Groups[largest]!;
            Assert.Equal(largest, comparison.Reference);
            Assert.Equal(own.SelectionRate!.Value.Value - reference.SelectionRate!.Value.Value, comparison.Selection.Estimate, 1e-12);
            Assert.Equal(own.SelectionRate.Value.Value / reference.SelectionRate.Value.Value, comparison.SelectionRatio!.Estimate, 1e-12);
            Assert.Equal(own.CalibrationGap - reference.CalibrationGap, comparison.Calibration.Estimate, 1e-12);
            Assert.True(comparison.TruePositive!.Lower < comparison.TruePositive.Estimate && comparison.TruePositive.Estimate < comparison.TruePositive.Upper);
            Assert.True(comparison.Calibration.Lower < comparison.Calibration.Estimate && comparison.Calibration.Estimate < comparison.Calibration.Upper);
        }
    }

    [Fact]
    public void Apply_AnyGroupSizes_NothingSmallIsPublishedNorFollowsBySubtraction()
    {
        Gen<int[]> sizes = Gen.Choose(0, 40).ArrayOf(5);
        Prop.ForAll(sizes.ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (counts, seed) =>
        {
            var random = new SeededGenerator((ulong)seed);
            Customer[] customers = [.. counts.SelectMany((count, group) => Enumerable.Range(0, count).Select(_ => Draw(random, random.NextBelow(2), group == 4 ? -1 : group)))];
            if (customers.Length == 0)
                return;

            AttributeFairness regions = Run(Request, [customers])[1];

            GroupOutcome?[] lines = [.. regions.Groups, regions.Others];
            long shown = lines.Sum(line => line?.Rows ?? 0);
            Assert.DoesNotContain(lines, line => line is { Rows: > 0 and < 10 });
            Assert.True(regions.Others is not null ? shown == customers.Length : regions.Groups.All(line => line is null or { Rows: 0 }) && customers.Length < 10);
            GroupOutcome[] withheld = [.. lines.OfType<GroupOutcome>().Where(line => line.TruePositives is null)];
            Assert.DoesNotContain(lines, line => line is { TruePositives: not null } && (IsSmall(line.Positives) || IsSmall(line.Negatives)));
            bool anyShown = lines.Any(line => line is { TruePositives: not null, Rows: > 0 });
            Assert.True(!anyShown || (!IsSmall(withheld.Sum(line => line.Positives)) && !IsSmall(withheld.Sum(line => line.Negatives))));
        }).QuickCheckThrowOnFailure();

        static bool IsSmall(long count) => count is > 0 and < 10;
    }

    [Fact]
    public void Snapshot_BeforeAndAfterTheRound_ReadsBackTheSame()
    {
        FairnessState before = new(Request), after = before with { Result = Run(Request, [Customers(5, 60)]) };
        var rare = new FairnessRequest([new ComparedField("region", ["north", "nowhere"])], floor: 20);
        FairnessState merged = new(rare, Run(rare, [[.. Customers(5, 60).Select(customer => customer with { Groups = [customer.Groups[1] == 0 ? 0 : -1] })]]));

        Assert.Null(FairnessSnapshot.Read(FairnessSnapshot.Write(before), Request).Result);
        Assert.Equal(FairnessSnapshot.Write(after).ContentHash(), FairnessSnapshot.Write(FairnessSnapshot.Read(FairnessSnapshot.Write(after), Request)).ContentHash());
        Assert.Equal(FairnessSnapshot.Write(merged).ContentHash(), FairnessSnapshot.Write(FairnessSnapshot.Read(FairnessSnapshot.Write(merged), rare)).ContentHash());
        Assert.Throws<ContributionException>(() => FairnessSnapshot.Read(FairnessSnapshot.Write(after), rare));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(0, 10.5)]
    [InlineData(1, 1e6)]
    [InlineData(2, -2)]
    [InlineData(3, 1e6)]
    [InlineData(4, -0.5)]
    [InlineData(5, 1e6)]
    public void Snapshot_FigureThatNoGroupHas_IsRefused(int index, double figure)
    {
        var good = FairnessSnapshot.Write(new FairnessState(Request, Run(Request, [Customers(5, 300)])));
        double[] values = good.Doubles("attribute.0").ToArray();
        values[index] = figure;

        Assert.Throws<ContributionException>(() => FairnessSnapshot.Read(new([StateTensors.Tensor("attribute.0", values), good["attribute.1"]]), Request));
    }

    [Fact]
    public void Contribute_RowsThatCannotBe_AreRefused()
    {
        void Refuse(GroupScores rows) => Assert.Throws<ContributionException>(() => Computation.Contribute(
            new FairnessState(Request), new LocalGroupScores([rows]), new Contribution(Computation.Specify(new FairnessState(Request)))));
        GroupScores good = Rows(Customers(1, 3));

        Refuse(good with { Probabilities = new[] { 0.5f, 1.5f, 0 } });
        Refuse(good with { Labels = new[] { 0, 0.5f, 1 } });
        Refuse(good with { Labels = new float[2] });
        Refuse(good with { Groups = [good.Groups[0]] });
        Refuse(good with { Groups = [good.Groups[0], new[] { 0, 4, 0 }] });
        Refuse(good with { Groups = [good.Groups[0], new int[2]] });
    }

    [Fact]
    public void Apply_SumsThatNoCustomersHave_AreRefused()
    {
        var state = new FairnessState(Request);
        double[] good = SimulatedSum.Exact(Computation, state, [new LocalGroupScores([Rows(Customers(1, 200))])]).Values.ToArray();
        void Refuse(int index, double change)
        {
            double[] values = [.. good];
            values[index] += change;
            Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum(values, 1, 1)));
        }

        Refuse(0, 1);
        Refuse(1, 1e3);
        Refuse(2, 0.5);
        Refuse(3, -200);
        Refuse(4, -1e3);
        Refuse(5, double.MaxValue);
        Assert.Throws<InvalidOperationException>(() => Computation.Apply(Computation.Apply(state, new SecureSum(good, 1, 1)), new SecureSum(good, 1, 1)));
    }

    [Fact]
    public void Request_OutOfRange_IsRefused()
    {
        var attribute = new ComparedField("a", ["x"]);

        Assert.Throws<ArgumentException>(() => new FairnessRequest([]));
        Assert.Throws<ArgumentException>(() => new FairnessRequest([attribute, attribute]));
        Assert.Throws<ArgumentException>(() => new FairnessRequest([attribute], threshold: 0));
        Assert.Throws<ArgumentException>(() => new FairnessRequest([attribute], floor: 1));
        Assert.Throws<ArgumentException>(() => new ComparedField("a", ["x", "x"]));
        Assert.Throws<ArgumentException>(() => new ComparedField("a", []));
    }

    private static ImmutableArray<AttributeFairness> Run(FairnessRequest request, Customer[][] nodes)
    {
        var state = new FairnessState(request);
        SecureSum sum = SimulatedSum.Quantised(Computation, state, nodes.Select(node => new LocalGroupScores([Rows(node)])), seed: 2);
        FairnessState done = Computation.Apply(state, sum);
        Assert.True(Computation.IsDone(done) && !Computation.IsDone(state));
        return done.Result!.Value;
    }

    private static double StandardError(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
    }

    private static Customer[] Customers(ulong seed, int count)
    {
        var random = new SeededGenerator(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(random, random.NextBelow(2), random.NextBelow(4)))];
    }

    private static Customer Draw(SeededGenerator random, int gender, int region)
    {
        float probability = (float)Math.Clamp(random.NextDouble() + (0.1 * gender), 0, 1);
        return new Customer(probability, random.NextDouble() < probability ? 1 : 0, [gender, region]);
    }

    private static GroupScores Rows(Customer[] customers) => new(
        customers.Select(customer => customer.Probability).ToArray(),
        customers.Select(customer => customer.Label).ToArray(),
        [.. Enumerable.Range(0, customers.Length == 0 ? 2 : customers[0].Groups.Length).Select(attribute => (ReadOnlyMemory<int>)customers.Select(customer => customer.Groups[attribute]).ToArray())]);

    private sealed record Customer(float Probability, float Label, int[] Groups)
    {
        public bool IsSelected => Probability >= 0.4;
    }
}
