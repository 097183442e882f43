using Federated.Learning.Allocation;
using Federated.Learning.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Allocation;

public sealed class BudgetAllocationTests
{
    [Fact]
    public void Solve_SmallCasesOfAnyShape_EqualBruteForce()
        => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
        {
            var generator = new SeededGenerator(seed);
            AllocationCell[] cells = [.. Enumerable.Range(0, 1 + generator.NextBelow(4)).Select(cell => Draw(generator, cell, concave: false))];
            double budget = cells.Sum(cell => cell.Minimum) + (30 * generator.NextDouble());
            AllocationPlan plan = BudgetAllocation.Solve(cells, budget);
            double best = BruteForce(cells, budget);
            return plan.IsOptimal && Math.Abs(plan.Return - best) <= 1e-9 * Math.Max(1, Math.Abs(best)) && IsFeasible(cells, plan, budget);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Solve_ThousandRandomCases_AreNeverWorseThanAProportionalSplit()
    {
        var generator = new SeededGenerator(7);
        for (int draw = 0; draw < 1000; draw++)
        {
            bool concave = draw % 2 == 0;
            AllocationCell[] cells = [.. Enumerable.Range(0, 2 + generator.NextBelow(20)).Select(cell => Draw(generator, cell, concave))];
            double budget = cells.Sum(cell => cell.Minimum) + (100 * generator.NextDouble());
            AllocationPlan plan = BudgetAllocation.Solve(cells, budget);
            double[] split = ProportionalSplit.Of(cells, budget);
            double value = cells.Select((cell, index) => cell.ReturnOf(split[index])).Sum();
            Assert.True(split.Sum() <= budget * (1 + 1e-9));
            Assert.True(plan.Return >= value - (1e-9 * Math.Abs(value)), $"Draw {draw}: {plan.Return} against {value}");
            Assert.True(plan.IsOptimal && IsFeasible(cells, plan, budget));
            Assert.True(!concave || plan.Branches == 1);
        }
    }

    [Fact]
    public void Solve_ConcaveCurves_EqualiseReturnsAtTheMargin()
    {
        AllocationCell[] cells = [new("search", [new(10, 30), new(30, 50)]), new("mail", [new(20, 40), new(40, 44)])];
        AllocationPlan plan = BudgetAllocation.Solve(cells, 35);
        // Slopes 3 and 1; 2 and 0.2: first ten, then twenty to mail, then five at a return of 1.
        Assert.Equal([15, 20], plan.Spend.ToArray());
        Assert.Equal(75, plan.Return, 1e-12);
        Assert.Equal(1, plan.ShadowPrice, 1e-12);
        Assert.Equal(1, plan.Branches);
    }

    [Fact]
    public void Solve_BudgetAtACorner_HasThePriceOfTheNextPiece()
        => Assert.Equal(2, BudgetAllocation.Solve([new AllocationCell("search", [new(10, 30), new(30, 70)])], 10).ShadowPrice, 1e-12);

    [Fact]
    public void Solve_MoreMoneyThanPays_LeavesTheRest()
    {
        AllocationPlan plan = BudgetAllocation.Solve([new AllocationCell("search", [new(10, 30), new(20, 25)])], 100);
        Assert.Equal(10, plan.TotalSpend);
        Assert.Equal(0, plan.ShadowPrice);
    }

    [Fact]
    public void Solve_FixedCosts_PaysOneWholeInsteadOfTwoHalves()
    {
        // Nothing returns before 10 are spent: with 10, one of the two; the hull alone would divide the money.
        AllocationCell[] cells = [new("fair", [new(0, 0), new(9, 0), new(10, 20)]), new("show", [new(0, 0), new(9, 0), new(11, 21)])];
        AllocationPlan plan = BudgetAllocation.Solve(cells, 10.5);
        Assert.Equal(20, plan.Return, 1e-9);
        Assert.True(plan.Branches > 1 && plan.IsOptimal);
        Assert.False(cells[0].IsConcave);
    }

    [Fact]
    public void Solve_CapAndMinimum_BindAndHaveAPrice()
    {
        AllocationCell[] cells = [new("search", [new(10, 40)], cap: 4), new("mail", [new(100, 200)]), new("fair", [new(10, 5)], minimum: 3)];
        AllocationPlan plan = BudgetAllocation.Solve(cells, 20);
        Assert.Equal([4, 13, 3], plan.Spend.ToArray());
        Assert.Equal(2, plan.ShadowPrice, 1e-12);
        Assert.Equal(4 - 2, plan.CapPrice(cells[0], 0), 1e-6);
        Assert.Equal(2 - 0.5, plan.MinimumPrice(cells[2], 2), 1e-6);
        Assert.Equal(0, plan.CapPrice(cells[1], 1));
    }

    [Fact]
    public void Solve_LimitOfBranches_SaysHowFarItMayBeOff()
    {
        var generator = new SeededGenerator(3);
        AllocationCell[] cells = [.. Enumerable.Range(0, 12).Select(cell => new AllocationCell($"{cell}", [new(0, 0), new(6.5 + cell, 0.1), new(7 + cell, 10 + (5 * generator.NextDouble()))]))];
        AllocationPlan cut = BudgetAllocation.Solve(cells, 40, mostBranches: 1), whole = BudgetAllocation.Solve(cells, 40);
        Assert.False(cut.IsOptimal);
        Assert.InRange(whole.Return, cut.Return, cut.Bound);
        Assert.True(whole.IsOptimal);
    }

    [Fact]
    public void Solve_MinimumsAboveTheBudget_AreRefused()
        => Assert.Contains("more than the budget", Assert.Throws<ArgumentException>(() => BudgetAllocation.Solve([new AllocationCell("fair", [new(10, 5)], minimum: 3)], 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Cell_CurveOutOfOrder_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new AllocationCell("search", [new(10, 3), new(10, 4)]));
        Assert.Throws<ArgumentException>(() => new AllocationCell("search", [new(-1, 3)]));
        Assert.Throws<ArgumentException>(() => new AllocationCell("search", []));
        Assert.Throws<ArgumentException>(() => new AllocationCell("search", [new(1, 3)], minimum: 5, cap: 4));
    }

    [Fact]
    public void SaturatingCurve_Points_LieOnTheCurveAndCloseBelowItBetween()
    {
        IReadOnlyList<CurvePoint> points = SaturatingCurve.Points(100, 50, 1, 1000);
        var cell = new AllocationCell("search", points);
        Assert.True(cell.IsConcave);
        Assert.Equal(50, cell.ReturnOf(50), 0.02);
        for (double spend = 0; spend <= 1000; spend += 0.7)
            Assert.InRange((100 * spend / (50 + spend)) - cell.ReturnOf(spend), -1e-9, 0.02);
        Assert.False(new AllocationCell("tv", SaturatingCurve.Points(100, 50, 3, 1000)).IsConcave);
    }

    private static bool IsFeasible(AllocationCell[] cells, AllocationPlan plan, double budget)
        => plan.TotalSpend <= budget * (1 + 1e-9) && cells.Select((cell, index) => plan.Spend[index] >= cell.Minimum && plan.Spend[index] <= cell.Cap).All(each => each);

    private static AllocationCell Draw(SeededGenerator generator, int name, bool concave)
    {
        var points = new List<CurvePoint>();
        double spend = 0, value = 0, slope = 4;
        for (int point = 1 + generator.NextBelow(5); point > 0; point--)
        {
            double step = 1 + (9 * generator.NextDouble());
            slope = concave ? slope * generator.NextDouble() : (5 * generator.NextDouble()) - 1;
            (spend, value) = (spend + step, value + (slope * step));
            points.Add(new CurvePoint(spend, value));
        }

        double minimum = generator.NextBelow(3) == 0 ? 4 * generator.NextDouble() : 0;
        return new AllocationCell($"{name}", points, minimum, generator.NextBelow(3) == 0 ? minimum + (20 * generator.NextDouble()) : double.PositiveInfinity);
    }

    // In a best allocation all cells but one lie at a corner, their minimum or their cap; the one takes what is left, or lies at a corner too.
    private static double BruteForce(AllocationCell[] cells, double budget)
    {
        double[][] corners = [.. cells.Select(cell => cell.Curve.Select(point => point.Spend).Append(cell.Minimum).Append(double.IsFinite(cell.Cap) ? cell.Cap : cell.Minimum)
            .Where(spend => spend >= cell.Minimum && spend <= cell.Cap).Distinct().ToArray())];
        double best = double.NegativeInfinity;
        for (int free = 0; free < cells.Length; free++)
            Walk(0, budget, 0, free);
        return best;

        void Walk(int cell, double left, double value, int free)
        {
            if (left < -1e-12)
                return;
            if (cell == cells.Length)
            {
                foreach (double spend in corners[free].Append(Math.Min(left, cells[free].Cap)).Where(spend => spend <= left && spend >= cells[free].Minimum))
                    best = Math.Max(best, value + cells[free].ReturnOf(spend));
                return;
            }

            if (cell == free)
            {
                Walk(cell + 1, left, value, free);
                return;
            }

            foreach (double spend in corners[cell])
                Walk(cell + 1, left - spend, value + cells[cell].ReturnOf(spend), free);
        }
    }
}
