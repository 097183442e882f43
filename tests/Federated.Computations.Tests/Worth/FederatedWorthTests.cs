using Federated.Computations.Worth;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Worth;

public sealed class FederatedWorthTests
{
    private static readonly FederatedWorth Computation = new();
    private static readonly PartnerWorth[] Partners = [.. Enumerable.Range(0, 5).Select(Partner)];

    [Fact]
    public void Apply_QuantisedPartners_TellsMeansAndSpreadsOfAllFigures()
    {
        WorthResult result = Computed(SimulatedSum.Quantised(Computation, new WorthRequested(), Partners, 1));

        Assert.Equal((5, Partners.Sum(partner => (long)partner.Rows)), (result.Partners, result.Rows));
        foreach (WorthMetric metric in WorthMeasure.TwoClasses.Select(measure => measure.Metric))
        {
            foreach (WorthModel model in Enum.GetValues<WorthModel>())
            {
                AssertFigure([.. Partners.Select(partner => partner[model, metric])], result.Of(model, metric));
                if (model != WorthModel.Local)
                    AssertFigure([.. Partners.Select(partner => partner[model, metric] - partner[WorthModel.Local, metric])], result.GainOf(model, metric));
            }
        }

        Assert.Throws<ArgumentException>(() => result.GainOf(WorthModel.Local, WorthMetric.Accuracy));
    }

    [Fact]
    public void Apply_FewerPartnersThanTheFloor_IsRefused()
    {
        string message = Assert.Throws<ContributionException>(() => Computed(SimulatedSum.Exact(Computation, new WorthRequested(), Partners[..2]))).Message;

        Assert.Contains("2 partners", message, StringComparison.Ordinal);
        Assert.Equal(3, Computed(SimulatedSum.Exact(Computation, new WorthRequested(), Partners[..3])).Partners);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorthRequested(2));
    }

    [Fact]
    public void Apply_MetricThatTooFewDetermine_IsLeftOut()
    {
        PartnerWorth OneClass(int index) => new(10, (model, metric) => metric is WorthMetric.AreaUnderCurve or WorthMetric.LiftAtTenth ? double.NaN : Partners[index][model, metric]);
        WorthResult few = Computed(SimulatedSum.Exact(Computation, new WorthRequested(), [Partners[0], Partners[1], OneClass(2), OneClass(3)]));
        WorthResult enough = Computed(SimulatedSum.Exact(Computation, new WorthRequested(), [.. Partners[..3], OneClass(3)]));

        Assert.Null(few.Of(WorthModel.Joint, WorthMetric.AreaUnderCurve));
        Assert.Null(few.GainOf(WorthModel.Chosen, WorthMetric.LiftAtTenth));
        Assert.Equal(4, few.Of(WorthModel.Joint, WorthMetric.Accuracy)!.Partners);
        AssertFigure([.. Partners[..3].Select(partner => partner[WorthModel.Joint, WorthMetric.AreaUnderCurve])], enough.Of(WorthModel.Joint, WorthMetric.AreaUnderCurve));
    }

    [Fact]
    public void Apply_SumThatNoPartnersAddUpTo_IsRefused()
    {
        SecureSum good = SimulatedSum.Exact(Computation, new WorthRequested(), Partners);
        void Refused(int index, double value)
        {
            double[] values = good.Values.ToArray();
            values[index] = value;
            Assert.Throws<ContributionException>(() => Computed(new SecureSum(values, 5, 5)));
        }

        Refused(0, 6);
        Refused(0, 0);
        Refused(1, 5.5);
        Refused(1, 6);
        Refused(2, 5.5);
        Refused(2, -0.5);
        Refused(3, -0.5);
        Refused(10, -5.5);
        Assert.Throws<ContributionException>(() => Computed(new SecureSum([1, 2], 5, 5)));
    }

    [Fact]
    public void PartnerWorth_FigureOutOfRange_IsRefused()
    {
        PartnerWorth With(double value) => new(10, (model, metric) => metric == WorthMetric.AreaUnderCurve && model == WorthModel.Joint ? value : 0.5);

        Assert.Equal(0.7, With(0.7)[WorthModel.Joint, WorthMetric.AreaUnderCurve]);
        Assert.All([1.1, -0.1, double.PositiveInfinity, double.NaN], value => Assert.Throws<ArgumentException>(() => With(value)));
        Assert.Equal(16, new PartnerWorth(10, (_, metric) => metric == WorthMetric.LogLoss ? 40 : 0.5)[WorthModel.Local, WorthMetric.LogLoss]);
        Assert.Equal("Figures of one partner", Partners[0].ToString());
    }

    [Fact]
    public void Snapshot_WhatWasWritten_IsReadAgain_AndNothingElse()
    {
        PartnerWorth oneClass = new(10, (model, metric) => metric == WorthMetric.LiftAtTenth ? double.NaN : Partners[2][model, metric]);
        WorthResult result = Computed(SimulatedSum.Exact(Computation, new WorthRequested(), [Partners[0], Partners[1], oneClass]));
        ModelSnapshot written = WorthSnapshot.Write(result);
        WorthResult read = WorthSnapshot.Read(Safetensors.Read(Safetensors.Write(written)));

        Assert.Equal(written.ContentHash(), WorthSnapshot.Write(read).ContentHash());
        Assert.Equal(result.GainOf(WorthModel.Chosen, WorthMetric.Accuracy), read.GainOf(WorthModel.Chosen, WorthMetric.Accuracy));
        Assert.Null(read.Of(WorthModel.Joint, WorthMetric.LiftAtTenth));
        void Refused(string tensor, int index, double value)
        {
            double[] values = written.Doubles(tensor).ToArray();
            values[index] = value;
            var changed = new ModelSnapshot(written.Tensors.Where(other => other.Name != tensor).Append(new DoubleTensor(tensor, written[tensor].Shape, values)));
            Assert.Throws<ContributionException>(() => WorthSnapshot.Read(changed));
        }

        Refused("partners", 0, 2);
        Refused("partners", 0, 3.5);
        Refused("partners", 1, 1);
        Refused("figures", 0, 2);
        Refused("figures", 0, 4);
        Refused("figures", 1, -0.5);
        Refused("figures", 1, double.NaN);
        Refused("figures", 2, -0.1);
        Assert.Throws<ContributionException>(() => WorthSnapshot.Read(new ModelSnapshot(written.Tensors.Append(new DoubleTensor("more", new TensorShape(1), [1])))));
        Assert.Throws<ContributionException>(() => WorthSnapshot.Read(new ModelSnapshot([])));
    }

    private static WorthResult Computed(SecureSum sum) => ((WorthComputed)Computation.Apply(new WorthRequested(), sum)).Result;

    private static PartnerWorth Partner(int index)
    {
        var generator = new SeededGenerator((ulong)index);
        return new PartnerWorth(100 + (7 * index), (_, metric) => generator.NextDouble() * (metric == WorthMetric.LiftAtTenth ? 10 : 1));
    }

    private static void AssertFigure(double[] values, WorthFigure? figure)
    {
        double mean = values.Average();
        Assert.Equal(values.Length, figure!.Partners);
        Assert.Equal(mean, figure.Mean, 1e-9);
        Assert.Equal(Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)), figure.Deviation, 1e-6);
    }
}
