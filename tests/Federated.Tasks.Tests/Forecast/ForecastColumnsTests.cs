using Federated.Computations.Forecasting;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Forecast;
using Federated.Tasks.Jobs;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Forecast;

/// <summary>The classical fault of forecasts is that a model is shown what it is to say. Whatever came after the origin may be anything: no input changes.</summary>
public sealed class ForecastColumnsTests
{
    private const int Weeks = 90;
    private const string Document =
        """
        name: leaks
        task: forecast
        options: {horizon: 6, season: 12, cuts: 1, validation_cuts: 1, period: [week]}
        contract:
          name: leaks-v1
          fields:
            - {name: product, type: category, values: [tea, coffee]}
            - {name: week, type: integer, min: 0, max: 200}
            - {name: price, type: number, min: 0, max: 10}
            - {name: promoted, type: boolean}
            - {name: sold, type: number, min: 0, max: 10000, role: label}
        """;

    private static readonly JobSpec Job = JobSpec.Parse(Document, "job.yaml", TaskCatalogue.Declarations);

    private static readonly ForecastContext Context = new(Job);
    private static readonly ForecastPlan Plan = new(new Calendar(0, Weeks - 1, 1000, 3), Context.Settings);

    [Fact]
    public void Fill_AnythingAfterTheOrigin_ChangesNoInput() => Prop.ForAll(Cases(), drawn =>
    {
        (int target, int ahead, int seed) = drawn;
        int origin = target - ahead;
        SeriesHistory series = Series(seed, _ => false), other = Series(seed, period => period > origin);
        double[] planned = [0.3, 1];
        return Inputs(series, target, ahead, planned).SequenceEqual(Inputs(other, target, ahead, planned)) && TreeInputs(series, target, ahead, planned).SequenceEqual(TreeInputs(other, target, ahead, planned));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fill_ValueAtTheOrigin_ChangesInputs()
    {
        SeriesHistory series = Series(1, _ => false), other = Series(1, period => period == 50);
        double[] planned = [0.3, 1];
        Assert.False(Inputs(series, 53, 3, planned).SequenceEqual(Inputs(other, 53, 3, planned)));
        Assert.False(TreeInputs(series, 53, 3, planned).SequenceEqual(TreeInputs(other, 53, 3, planned)));
        Assert.False(Inputs(series, 53, 3, planned).SequenceEqual(Inputs(series, 53, 3, [0.2, 1])));
    }

    [Fact]
    public void Forecasts_AnythingAfterTheCut_ChangesNoBaseline()
    {
        SeriesHistory series = Series(4, _ => false), other = Series(4, period => period > Plan.Cuts[1]);
        Assert.Equal(BaselineForecaster.Past(series, Plan.Cuts[1]), BaselineForecaster.Past(other, Plan.Cuts[1]));
    }

    [Fact]
    public void Rows_OfACut_HaveNoTargetBeyondIt()
    {
        // Every value after the cut is 1, which no value before it is.
        var columns = new ForecastColumns(Context.Fields, Plan);
        for (int cut = 0; cut < Plan.Cuts.Length; cut++)
        {
            int last = Plan.Cuts[cut];
            SeriesHistory series = Series(2, period => period > last);
            float[] targets = PanelRows.OfCuts(series, Plan, columns, 2)[cut].Labels.ToArray();
            Assert.DoesNotContain(1f, targets);
            Assert.Equal(last + 1, targets.Length);
        }

        Assert.Equal([77, 83, 89], Plan.Cuts.ToArray());
    }

    [Fact]
    public void Effects_ValuesThatFewPartnersHave_ShareAnElasticityWithOneThatEnoughHave()
    {
        JobSpec job = JobSpec.Parse(Document.Replace("tea", "milk, tea", StringComparison.Ordinal).Replace("period: [week]", "period: [week], price_by: [product]", StringComparison.Ordinal), "job.yaml", TaskCatalogue.Declarations);
        var context = new ForecastContext(job);
        EffectColumns Columns(params bool[] held) => new(context.Fields, new ForecastPlan(new Calendar(0, Weeks - 1, 1000, 3), context.Settings) { HeldPrices = [.. held] });
        Assert.Equal([0, 1, 2], Columns(true, true, true).Effects.Where(effect => effect.Regressor == 0).Select(effect => effect.Value));
        Assert.Equal([0, EffectColumns.Others], Columns(true, true, false).Effects.Where(effect => effect.Regressor == 0).Select(effect => effect.Value));
        Assert.Equal([EffectColumns.All], Columns(false, true, false).Effects.Where(effect => effect.Regressor == 0).Select(effect => effect.Value));

        // Of the three products each has its price in exactly one column.
        EffectColumns columns = Columns(true, true, false);
        int[] places = [.. Enumerable.Range(0, 3).Select(product =>
        {
            var into = new float[columns.Width];
            columns.Fill(new SeriesName(0, [product]), 5, [0.5, 0], into);
            return Assert.Single(Enumerable.Range(0, 2), column => into[column] == 0.5f);
        })];
        Assert.Equal([0, 1, 1], places);
    }

    private static float[] Inputs(SeriesHistory series, int target, int ahead, double[] planned)
    {
        var columns = new ForecastColumns(Context.Fields, Plan);
        var into = new float[columns.Width];
        columns.Fill(series, target, ahead, planned, into);
        return into;
    }

    private static int[] TreeInputs(SeriesHistory series, int target, int ahead, double[] planned)
    {
        var columns = new InputColumns(Context, Plan);
        var into = new float[columns.Width];
        columns.Fill(series, target, ahead, planned, into);
        return Array.ConvertAll(into, BitConverter.SingleToInt32Bits);
    }

    private static Arbitrary<(int, int, int)> Cases() =>
        Gen.Choose(0, Weeks - 1).SelectMany(target => Gen.Choose(1, 6).SelectMany(ahead => Gen.Choose(0, 1000), (ahead, seed) => (target, ahead, seed))).ToArbitrary();

    private static SeriesHistory Series(int seed, Func<int, bool> isReplaced)
    {
        double[] values = [.. Enumerable.Range(0, Weeks).Select(period => isReplaced(period) ? 1 : 0.2 + (0.001 * ((seed + (period * 37)) % 400)))];
        double[] prices = [.. Enumerable.Range(0, Weeks).Select(period => isReplaced(period) ? -1 : 0.1 + (0.002 * ((seed + (period * 13)) % 100)))];
        return new SeriesHistory(new SeriesName(0, [seed % 2]), 0, values, [prices, [.. prices.Select(price => Math.Round(price))]], price: 0);
    }
}
