using Federated.Privacy.Accounting;
using Federated.Privacy.Budget;
using Federated.Privacy.Events;

namespace Federated.Privacy.Tests.Budget;

public sealed class PrivacyBudgetTests
{
    private static readonly GaussianEvent Round = new(20);

    [Fact]
    public void RoundsLeft_OfAFreshBudget_AreAsManyAsCanBeSpentOneByOne()
    {
        PrivacyBudget budget = Fresh(2);
        long left = budget.RoundsLeft(Round);
        Assert.InRange(left, 2, 1000);
        for (long spent = 0; spent < left; spent++)
        {
            Assert.Equal(left - spent, budget.RoundsLeft(Round));
            budget = budget.Spend(Round);
        }

        BudgetAnswer answer = budget.Ask(Round);
        Assert.False(answer.IsAdmitted);
        Assert.Contains("does not allow it", answer.ToString(), StringComparison.Ordinal);
        Assert.True(budget.Statement.Epsilon <= 2);
        Assert.True(answer.After.Epsilon > 2);
        Assert.Equal(0, budget.RoundsLeft(Round));
        Assert.Throws<PrivacyParameterException>(() => budget.Spend(Round));
    }

    [Fact]
    public void RoundsLeft_FreeEventOrShortLimit_IsTheLimit()
    {
        Assert.Equal(1_000_000, Fresh(1).RoundsLeft(new NoEvent()));
        Assert.Equal(3, Fresh(2).RoundsLeft(Round, 3));
        Assert.Equal(0, Fresh(2).RoundsLeft(Round, 0));
        Assert.Equal(0, Fresh(0).RoundsLeft(Round));
    }

    [Fact]
    public void Ask_EventWithoutABound_IsRefusedAndNotCountedAsNothing()
    {
        Assert.Throws<UnsupportedEventException>(() => Fresh(100).Ask(new UnsupportedEvent("new-mechanism")));
        Assert.Throws<UnsupportedEventException>(() => new PrivacyBudget(1, 1e-6, PrivacyUnit.Customer, Adjacency.AddRemove, new RenyiAccountant(), [new UnsupportedEvent("old")]).Ask(Round));
    }

    [Fact]
    public void Constructor_CapOrDeltaOutOfRange_IsRefused()
    {
        Assert.Throws<PrivacyParameterException>(() => Fresh(double.NaN));
        Assert.Throws<PrivacyParameterException>(() => Fresh(-1));
        Assert.Throws<PrivacyParameterException>(() => new PrivacyBudget(1, 0, PrivacyUnit.Customer, Adjacency.AddRemove, new RenyiAccountant(), []));
    }

    private static PrivacyBudget Fresh(double cap) => new(cap, 1e-6, PrivacyUnit.Customer, Adjacency.AddRemove, new RenyiAccountant(), []);
}
