using System.Diagnostics;
using System.Globalization;
using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Computations.FactorModels;
using Federated.Learning.Factorization;
using Federated.Learning.Modules;
using Federated.Learning.NextItem;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.Training;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Recommend;

/// <summary>What a catalogue of 20,000 items costs the models that rounds train: it grows with the items, where EASE grows with their square.</summary>
public sealed class TrainedCostTests(ITestOutputHelper output)
{
    private const int Items = 20_000, Customers = 1_000;

    [Theory]
    [InlineData(NextItemKind.Recurrent, 20_001 * 32 + (2 * 96 * 32) + (2 * 96))]
    [InlineData(NextItemKind.Attention, 20_001 * 32 + (20 * 32) + (4 * 33 * 32) + (2 * 33 * 32) + (6 * 32))]
    [InlineData(NextItemKind.TwoTower, 2 * 20_001 * 32 + (33 * 32))]
    public void Averaged_OfTwentyThousandItems_SendsItsParametersOnce(NextItemKind kind, int parameters)
    {
        var architecture = new NextItemArchitecture { Items = Items, Kind = kind };
        var averaging = new FederatedAveraging(architecture, architecture.Loss());
        var options = new AveragingOptions { Bits = 24, ClipNorm = 100, Local = new TrainerOptions { Epochs = 1, BatchSize = 64, Optimizer = new AdamOptions { RowSparse = true } } };
        var state = new AveragingState(architecture.Create(1).Capture(), options, Customers);
        ContributionSpec form = averaging.Specify(state);
        Assert.Equal(parameters, form.Length);
        var watch = Stopwatch.StartNew();
        averaging.Contribute(state, new AveragingData(NextItemRows.Draw(architecture, Histories(), seed: 1), 1), new Contribution(form));
        Write($"{kind}", form, watch.Elapsed);
        Assert.True((long)form.Length * 100 < (long)Items * (Items + 1) / 2);
    }

    [Fact]
    public void Factors_OfTwentyThousandItems_SendThemOnce()
    {
        var factors = new FederatedFactors();
        FactorState state = FactorState.Start(new FactorOptions { Items = Items, Bits = 44 }, 1);
        ContributionSpec form = factors.Specify(state);
        Assert.Equal((Items * 34) + 2, form.Length);
        var watch = Stopwatch.StartNew();
        var contribution = new Contribution(form);
        factors.Contribute(state, new FactorData(Histories(), [.. Enumerable.Range(0, Customers).Select(customer => (ulong)customer)], new NodeMemory()), contribution);
        Write("factors", form, watch.Elapsed);
        watch.Restart();
        factors.Apply(state, new SecureSum(contribution.Values.ToArray(), 1, 1));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"coordinator {watch.Elapsed.TotalSeconds:0.00} s"));
        Assert.True((long)form.Length * 100 < (long)Items * (Items + 1) / 2);
    }

    private static ItemHistories Histories()
    {
        var source = new SeededGenerator(3);
        return new ItemHistories(Items, Enumerable.Range(0, Customers).Select(_ => (ReadOnlyMemory<int>)Enumerable.Range(0, 20).Select(_ => source.NextBelow(Items)).Distinct().ToArray()));
    }

    private void Write(string what, ContributionSpec form, TimeSpan time) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}, {Items} items, width 32: {form.Length} numbers a round, {(long)form.Length * (form.Bits + 10) / 8e6:0.0} MB of up to 1,000 units of weight, {time.TotalSeconds:0.0} s for {Customers} customers of 20 items; EASE {(long)Items * (Items + 1) / 2} numbers once"));
}
