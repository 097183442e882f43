using System.Collections.Immutable;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.FrequentValues;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics.FrequentValues;

public sealed class FederatedFrequentValuesTests
{
    private static readonly FederatedFrequentValues Computation = new();
    private static readonly byte[] Salt = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly TableColumns Columns = new([], [], [new TextColumn("city")]);

    [Fact]
    public void Run_AnySplitOfAnyTexts_NamesThoseAboveBothFloorsWithTheirCounts()
    {
        Gen<string?[]> part = Gen.Elements("Köln", "Köln", "北京", "Oslo", "Ur", "", "a\0", null, "x", "😀😀").ArrayOf();
        Prop.ForAll(part.NonEmptyListOf().Select(list => list.Take(6).ToArray()).ToArbitrary(), nodes =>
        {
            FrequentColumn found = Run(nodes, floor: 4, holders: 2);

            string[] all = [.. nodes.SelectMany(node => node).OfType<string>()];
            Dictionary<string, int> expected = all.GroupBy(text => text)
                .Where(group => group.Count() >= 4 && nodes.Count(node => node.Contains(group.Key)) >= 2).ToDictionary(group => group.Key, group => group.Count());
            while (expected.Count > 0 && all.Length - expected.Values.Sum() is > 0 and < 4)
                expected.Remove(expected.MinBy(pair => (pair.Value, -(long)TextHash.Of([.. Salt], pair.Key))).Key);
            expected.Remove("a\0");
            Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), found.Values.OrderBy(value => value.Text, StringComparer.Ordinal).Select(value => KeyValuePair.Create(value.Text, (int)value.Rows)));
            Assert.Equal(all.Length, found.Rows);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Run_ManyRareTexts_FindsTheFrequentAmongThem()
    {
        var generator = new SeededGenerator(3);
        string?[][] nodes = [.. Enumerable.Range(0, 4).Select(node => Enumerable.Range(0, 5000).Select(row
            => generator.NextBelow(10) == 0 ? $"brand {generator.NextBelow(20)}" : $"customer {node} {row}").ToArray())];
        FrequentColumn found = Run(nodes, floor: 10, holders: 2, most: 256);

        Dictionary<string, int> brands = nodes.SelectMany(node => node).OfType<string>().Where(text => text.StartsWith("brand", StringComparison.Ordinal)).CountBy(text => text).ToDictionary();
        Assert.Equal(brands.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new FrequentValue(pair.Key, pair.Value)), found.Values);
        Assert.Equal(20_000, found.Rows);
    }

    [Fact]
    public void Run_TextOfOnePartnerAlone_IsNamedOnlyWhenThePlanWantsIt()
    {
        string?[][] nodes = [[.. Enumerable.Repeat("our own brand", 50), .. Enumerable.Repeat("both", 9)], [.. Enumerable.Repeat("both", 9)]];

        Assert.Equal(["both"], Run(nodes, floor: 5, holders: 2).Values.Select(value => value.Text));
        Assert.Equal(["our own brand", "both"], Run(nodes, floor: 5, holders: 1).Values.Select(value => value.Text));
    }

    [Fact]
    public void Run_PublishedStates_HoldNoPrefixOfARareText()
    {
        string?[][] nodes = [.. Enumerable.Range(0, 3).Select(node => Enumerable.Range(0, 60).Select(row => row % 3 == 0 ? "often" : $"rare {node} {row}").ToArray())];
        var plan = new FrequentValuePlan(Columns, Salt);
        FrequentValueState state = FrequentValueState.Begin(plan);
        int rounds = 0;
        for (; !Computation.IsDone(state); rounds++)
        {
            state = Computation.Apply(state, SimulatedSum.Exact(Computation, state, nodes.Select(Batch)));
            if (state is PrefixesFollowed { Bits: > 12 } followed)
                Assert.Equal([TextHash.Of(plan.Salt, "often") >> (TextHash.Bits - followed.Bits)], followed.Columns[0].Prefixes.ToArray());
        }

        Assert.Equal(8, rounds);
        Assert.Equal([new FrequentValue("often", 60)], Assert.IsType<ValuesNamed>(state).Column("city").Values.ToArray());
    }

    [Fact]
    public void Run_NothingFrequent_EndsEarly()
    {
        FrequentColumn found = Run([["a", "b"], ["c", null]], floor: 5, holders: 2);

        Assert.Equal(4 - 1, found.Rows);
        Assert.Empty(found.Values);
        Assert.True(Computation.IsDone(FrequentValueState.Begin(new FrequentValuePlan(new TableColumns([new NumericColumn("x", 0, 1)], []), Salt))));
    }

    [Fact]
    public void Answer_NodeThatSpellsAnotherText_NamesNothing()
    {
        var plan = new FrequentValuePlan(Columns, Salt);
        var counted = new HashesCounted(plan, [new CountedColumn(20, [TextHash.Of(plan.Salt, "ok")], [20])]);
        double[] values = SimulatedSum.Exact(Computation, counted, [Batch([.. Enumerable.Repeat("ok", 20)])]).Values.ToArray();
        double[] lie = [.. values];
        lie[0] += 20 / 256.0;

        Assert.Single(Assert.IsType<ValuesNamed>(Computation.Apply(counted, new SecureSum(values, 1, 1))).Columns[0].Values);
        Assert.Empty(Assert.IsType<ValuesNamed>(Computation.Apply(counted, new SecureSum(lie, 1, 1))).Columns[0].Values);
    }

    [Fact]
    public void Answer_RareTextBesideAFrequentOne_IsNotCounted()
    {
        var followed = new PrefixesFollowed(new FrequentValuePlan(Columns, Salt), TextHash.Bits - FrequentValuePlan.FurtherBits, [new FollowedColumn(40, [5])]);
        double[] sums = new double[2 << FrequentValuePlan.FurtherBits];
        (sums[0], sums[1], sums[2]) = (20, StatisticsState.DefaultFloor - 1, StatisticsState.DefaultFloor);
        sums.AsSpan(1 << FrequentValuePlan.FurtherBits, 3).Fill(2);

        CountedColumn counted = Assert.IsType<HashesCounted>(Computation.Answer(followed, new SumAnswers([sums], 2))).Columns[0];

        Assert.Equal([5UL << 6, (5UL << 6) | 2], counted.Hashes.ToArray());
        Assert.Equal([20, StatisticsState.DefaultFloor], counted.Counts.ToArray());
        sums[1 << FrequentValuePlan.FurtherBits] = 3;
        Assert.Throws<ContributionException>(() => Computation.Answer(followed, new SumAnswers([sums], 2)));
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSameInEveryRound()
    {
        string?[][] nodes = [.. Enumerable.Range(0, 3).Select(node => Enumerable.Range(0, 40).Select(row => row % 2 == 0 ? "北京" : "Oslo").ToArray())];
        var plan = new FrequentValuePlan(Columns, Salt);
        FrequentValueState state = FrequentValueState.Begin(plan);
        while (true)
        {
            ModelSnapshot written = FrequentValueSnapshot.Write(state);
            FrequentValueState read = FrequentValueSnapshot.Read(Safetensors.Read(Safetensors.Write(written)), plan);
            Assert.Equal(state.GetType(), read.GetType());
            Assert.Equal(written.ContentHash(), FrequentValueSnapshot.Write(read).ContentHash());
            if (Computation.IsDone(state))
                break;
            state = Computation.Apply(state, SimulatedSum.Exact(Computation, state, nodes.Select(Batch)));
        }

        Assert.Equal(["Oslo", "北京"], Assert.IsType<ValuesNamed>(state).Columns[0].Values.Select(value => value.Text));
    }

    [Theory]
    [InlineData("stage", 0, 3.0)]
    [InlineData("stage", 1, 13.0)]
    [InlineData("stage", 1, 48.0)]
    [InlineData("rows", 0, -1.0)]
    [InlineData("hashes.0", 0, 4096.0)]
    [InlineData("hashes.0", 0, 8.0)]
    [InlineData("hashes.0", 0, 0.5)]
    public void Read_PrefixesThatNoRoundLeaves_AreRefused(string name, int index, double figure)
    {
        var plan = new FrequentValuePlan(Columns, Salt);
        ModelSnapshot snapshot = FrequentValueSnapshot.Write(new PrefixesFollowed(plan, 12, [new FollowedColumn(50, [7, 8])]));

        Assert.Throws<ContributionException>(() => FrequentValueSnapshot.Read(SnapshotDamage.Set(snapshot, name, index, figure), plan));
    }

    [Theory]
    [InlineData("names.0", 0, 129.0)]
    [InlineData("names.0", 1, 256.0)]
    [InlineData("names.0", 1, 200.0)]
    [InlineData("counts.0", 0, 4.0)]
    [InlineData("counts.0", 0, 51.0)]
    [InlineData("counts.0", 0, double.NaN)]
    public void Read_NamesThatNoRoundLeaves_AreRefused(string name, int index, double figure)
    {
        var plan = new FrequentValuePlan(Columns, Salt);
        ModelSnapshot snapshot = FrequentValueSnapshot.Write(new ValuesNamed(plan, [new FrequentColumn(50, [new FrequentValue("Ur", 20)])]));

        Assert.Throws<ContributionException>(() => FrequentValueSnapshot.Read(SnapshotDamage.Set(snapshot, name, index, figure), plan));
        Assert.Throws<ContributionException>(() => FrequentValueSnapshot.Read(SnapshotDamage.Shorten(snapshot, "names.0"), plan));
    }

    private static FrequentColumn Run(string?[][] nodes, int floor, int holders, int most = 1024)
    {
        var plan = new FrequentValuePlan(Columns, Salt, most, floor, holders);
        return Assert.IsType<ValuesNamed>(SimulatedRounds.Finish(Computation, FrequentValueState.Begin(plan), [.. nodes.Select(Batch)])).Columns[0];
    }

    private static ColumnBatch Batch(string?[] cities) => new(Columns, cities.Length, [], [], [cities]);
}
