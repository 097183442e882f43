using System.Collections.Immutable;
using Federated.Learning.Allocation;

namespace Federated.Tasks.Allocate;

/// <summary>The best allocation of a budget, what a split without a plan would return, and what other budgets would.</summary>
public sealed class BudgetPlan
{
    private static readonly double[] Changes = [-0.5, -0.25, -0.1, 0, 0.1, 0.25, 0.5];

    private BudgetPlan(ResponseCurves curves, double budget, AllocationPlan plan, double proportional, ImmutableArray<WhatIf> whatIfs)
        => (Curves, Budget, Plan, ProportionalReturn, WhatIfs) = (curves, budget, plan, proportional, whatIfs);

    /// <summary>Where money can be spent.</summary>
    public ResponseCurves Curves { get; }

    /// <summary>Money to spend at most.</summary>
    public double Budget { get; }

    /// <summary>How it is spent.</summary>
    public AllocationPlan Plan { get; }

    /// <summary>What the same budget returns when it is divided in proportion to each place's room.</summary>
    public double ProportionalReturn { get; }

    /// <summary>Half, three quarters, nine tenths of the budget, itself, and as much more.</summary>
    public ImmutableArray<WhatIf> WhatIfs { get; }

    /// <summary>Makes the plan.</summary>
    /// <exception cref="ArgumentException">The budget is out of range, or less than the minimum spends.</exception>
    public static BudgetPlan Make(ResponseCurves curves, double budget)
    {
        ArgumentNullException.ThrowIfNull(curves);
        AllocationCell[] cells = [.. curves.Cells.Select(cell => cell.Cell)];
        AllocationPlan plan = BudgetAllocation.Solve(cells, budget);
        double least = cells.Sum(cell => cell.Minimum);
        double proportional = ProportionalSplit.Of(cells, budget).Select((spend, index) => cells[index].ReturnOf(spend)).Sum();
        return new BudgetPlan(curves, budget, plan, proportional, [.. Changes.Select(change => (Change: change, Other: budget * (1 + change))).Select(each =>
            new WhatIf(each.Change, each.Other, each.Change == 0 ? plan : each.Other < least ? null : BudgetAllocation.Solve(cells, each.Other)))]);
    }
}
