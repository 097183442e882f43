using System.Collections.Immutable;
using System.Globalization;
using Federated.Tasks.Allocate;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Tests.Forecast;
using Federated.Tasks.Tests.Uplift;

namespace Federated.Tasks.Tests.Allocate;

public sealed class CurveDraftTests
{
    private static readonly JobSpec Spring = Campaign.Job("permutations: 99");
    private static readonly LocalTable Customers = Campaign.Draw(Spring.Contract, 2500, 3, 0.6);
    private static readonly Lazy<JointRun> Different = new(() => new JointRun(Spring, Campaign.Draw(Spring.Contract, 1500, 2, 0.6), Customers));

    [Fact]
    public void Rows_UpliftWithASignal_AreConcaveCurvesOfThoseWhoGain()
    {
        (CurveDraft draft, ScoredRows scored) = Draft(Spring, Different.Value, Customers, ["member"], new CurvePrices { Value = 20, Cost = 0.5, CostOf = ImmutableDictionary<string, double>.Empty.Add("true", 2) });
        CurveRow[] rows = [.. draft.Rows()];
        Assert.Equal(["member"], draft.Keys);
        foreach ((string member, int code, double cost) in new[] { ("false", 0, 0.5), ("true", 1, 2.0) })
        {
            CurveRow[] curve = [.. rows.Where(row => row.Place[0] == member)];
            double[] gains = [.. Enumerable.Range(0, Customers.RowCount).Where(row => Customers.Categories("member")[row] == code).Select(row => scored.Columns[0].Numbers![row]).Where(gain => gain > 0)];
            Assert.Equal(21, curve.Length);
            Assert.Equal(gains.Length * cost, curve[^1].Spend, 1e-6);
            Assert.Equal(20 * gains.Sum(), curve[^1].Return, 0.01);
            double[] slopes = [.. curve.Zip(curve.Skip(1), (low, high) => (high.Return - low.Return) / (high.Spend - low.Spend))];
            Assert.True(slopes[0] > 2 * slopes[^1]);
            Assert.All(slopes.Zip(slopes.Skip(1)), pair => Assert.True(pair.First >= pair.Second - 1e-9));
        }

        BudgetPlan plan = BudgetPlan.Make(Read(draft), 200);
        Assert.True(plan.Plan.IsOptimal);
        Assert.True(plan.Plan.Return > plan.ProportionalReturn);
    }

    [Fact]
    public void Rows_UpliftWithoutSignal_AreStraightLines()
    {
        LocalTable[] alike = [Campaign.Draw(Spring.Contract, 900, 1, 0), Campaign.Draw(Spring.Contract, 900, 2, 0)];
        var flat = new JointRun(Spring, alike);
        CurveRow[] rows = [.. Draft(Spring, flat, alike[0], [], new CurvePrices { Cost = 1 }).Draft.Rows()];
        Assert.All(rows.Skip(1), row => Assert.Equal(flat.Figure("average_effect"), row.Return / row.Spend, 1e-6));
        Assert.Equal(900, rows[^1].Spend);
    }

    [Fact]
    public void Rows_ChannelThatCannotChoose_BringTheMeanOfAll()
    {
        (CurveDraft draft, ScoredRows scored) = Draft(Spring, Different.Value, Customers, [], new CurvePrices { Cost = 1, CanChoose = false });
        CurveRow[] rows = [.. draft.Rows()];
        Assert.Equal(2, rows.Length);
        Assert.Equal((2500.0, "all"), (rows[1].Spend, rows[1].Place[0]));
        Assert.Equal(scored.Columns[0].Numbers!.Sum(), rows[1].Return, 1e-3);
    }

    [Fact]
    public void Rows_Forecast_GiveAwayDiscountsAndReturnWhatTheElasticitySays()
    {
        JobSpec job = JobSpec.Parse(
            """
            name: demand
            task: forecast
            options: {period: [week], horizon: 4, season: 8, cuts: 1}
            contract:
              name: demand-v1
              fields:
                - {name: shop, role: id}
                - {name: product, type: category, values: [tea, coffee]}
                - {name: week, type: integer, min: 0, max: 400}
                - {name: price, type: number, min: 0, max: 10}
                - {name: promoted, type: boolean}
                - {name: sold, type: number, min: 0, max: 10000, role: label}
            """, "job.yaml", TaskCatalogue.Declarations);
        LocalTable[] tables = [.. Enumerable.Range(1, 2).Select(seed => new SimulatedSales(job.Contract, (ulong)seed).Draw(4))];
        var run = new JointRun(job, tables);
        ScoredRows scored = run.Task.Score(run.Model, run.Memories[0].Current, tables[0], ScoreOptions.ScoresOnly);
        CurveDraft draft = CurveDraft.For(job, run.Model, ["product"], new CurvePrices { Value = 0.5 });
        draft.Add(tables[0], scored);
        double elasticity = run.Figure("elasticity_price"), sales = 0;
        for (int row = 0; row < tables[0].RowCount; row++)
        {
            if (tables[0].Categories("product")[row] == 0 && scored.Columns[0].Numbers![row] is > 0 and var demand)
                sales += demand * tables[0].Numbers("price")[row];
        }

        CurveRow[] tea = [.. draft.Rows().Where(row => row.Place[0] == "tea")];
        Assert.Equal(12, tea.Length);
        // Ten per cent off: the fourth point.
        double more = Math.Pow(0.9, elasticity);
        Assert.True(sales > 0 && elasticity < -1);
        Assert.Equal(0.1 * sales * more, tea[3].Spend, 1e-6 * sales);
        Assert.Equal(0.5 * sales * (more - 1), tea[3].Return, 1e-6 * sales);
        Assert.Equal(2, Read(draft).Cells.Count);
    }

    [Fact]
    public void For_TaskThatSaysNothingOfSpending_IsRefused()
    {
        JobSpec test = JobSpec.Parse(
            """
            name: test
            task: experiment
            contract:
              name: test-v1
              fields:
                - {name: variant, type: boolean}
                - {name: bought, type: boolean, role: label}
            """, "job.yaml", TaskCatalogue.Declarations);
        Assert.Contains("experiment does not say", Assert.Throws<ArgumentException>(() => CurveDraft.For(test, Different.Value.Model, [], new CurvePrices())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_PlaceWithoutCost_NamesIt()
    {
        CurveDraft draft = Draft(Spring, Different.Value, Customers, ["member"], new CurvePrices { CostOf = ImmutableDictionary<string, double>.Empty.Add("true", 2) }).Draft;
        Assert.Contains("'false'", Assert.Throws<ArgumentException>(() => draft.Rows().ToArray()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CurveDraft.For(Spring, Different.Value.Model, ["visits"], new CurvePrices()));
    }

    private static (CurveDraft Draft, ScoredRows Scored) Draft(JobSpec job, JointRun run, LocalTable table, string[] by, CurvePrices prices)
    {
        CurveDraft draft = CurveDraft.For(job, run.Model, by, prices);
        ScoredRows scored = run.Task.Score(run.Model, null, table, ScoreOptions.ScoresOnly);
        draft.Add(table, scored);
        return (draft, scored);
    }

    private static ResponseCurves Read(CurveDraft draft) => ResponseCurves.Read(
        [.. draft.Keys, "spend", "return"], draft.Rows().Select(row => (IReadOnlyList<string>)[.. row.Place, row.Spend.ToString(CultureInfo.InvariantCulture), row.Return.ToString(CultureInfo.InvariantCulture)]), 200);
}
