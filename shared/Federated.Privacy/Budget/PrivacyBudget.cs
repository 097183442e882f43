using Federated.Privacy.Accounting;
using Federated.Privacy.Events;

namespace Federated.Privacy.Budget;

/// <summary>
/// A cap and what was spent of it, as arithmetic: whoever holds the ledger records an event first and releases afterwards. Immutable; two budgets with the
/// same events say the same.
/// </summary>
public sealed class PrivacyBudget
{
    private readonly IPrivacyAccountant _accountant;
    private readonly PrivacyEvent[] _spent;

    /// <param name="cap">The most ε, 0 to 1e12.</param>
    /// <param name="delta">δ at which it is counted, 1e-20 to 0.999999.</param>
    /// <param name="unit">Whose budget.</param>
    /// <param name="adjacency">Which data sets are neighbours.</param>
    /// <param name="accountant">Who counts.</param>
    /// <param name="spent">What was released so far.</param>
    /// <exception cref="PrivacyParameterException">A number is out of range.</exception>
    public PrivacyBudget(double cap, double delta, PrivacyUnit unit, Adjacency adjacency, IPrivacyAccountant accountant, IReadOnlyList<PrivacyEvent> spent)
    {
        ArgumentNullException.ThrowIfNull(accountant);
        ArgumentNullException.ThrowIfNull(spent);
        Cap = Bounds.Epsilon(cap);
        Delta = Bounds.Delta(delta);
        (Unit, Adjacency, _accountant, _spent) = (unit, adjacency, accountant, [.. spent]);
    }

    /// <summary>The most ε.</summary>
    public double Cap { get; }

    /// <summary>δ.</summary>
    public double Delta { get; }

    /// <summary>Whose budget.</summary>
    public PrivacyUnit Unit { get; }

    /// <summary>Which data sets are neighbours.</summary>
    public Adjacency Adjacency { get; }

    /// <summary>What was released, in order.</summary>
    public IReadOnlyList<PrivacyEvent> Spent => _spent;

    /// <summary>What all of it spends together.</summary>
    /// <exception cref="UnsupportedEventException">An event has no bound.</exception>
    public PrivacyStatement Statement => PrivacyStatement.Of(_accountant, new ComposedEvent(_spent), Delta, Unit, Adjacency);

    /// <summary>Whether one more event stays within the cap.</summary>
    /// <exception cref="UnsupportedEventException">The event has no bound: it is not admitted, and not counted as nothing either.</exception>
    public BudgetAnswer Ask(PrivacyEvent next) => Ask(next, 1);

    /// <summary>How often an event still fits, at most <paramref name="most"/>.</summary>
    /// <param name="next">The event.</param>
    /// <param name="most">0 to 10^12.</param>
    /// <exception cref="UnsupportedEventException">The event has no bound.</exception>
    public long RoundsLeft(PrivacyEvent next, long most = 1_000_000)
    {
        Bounds.Within(most, 0, RepeatedEvent.MostTimes, "most rounds");
        if (most == 0 || !Ask(next, 1).IsAdmitted)
            return 0;
        long fits = 1;
        while (fits < most && Ask(next, Math.Min(most, fits * 2)).IsAdmitted)
            fits = Math.Min(most, fits * 2);
        long fails = Math.Min(most, fits * 2);
        while (fits < most && fails - fits > 1)
        {
            long middle = fits + ((fails - fits) / 2);
            if (Ask(next, middle).IsAdmitted)
                fits = middle;
            else
                fails = middle;
        }

        return fits;
    }

    /// <summary>The budget after an event that was admitted.</summary>
    /// <exception cref="PrivacyParameterException">It would pass the cap.</exception>
    public PrivacyBudget Spend(PrivacyEvent next)
    {
        BudgetAnswer answer = Ask(next);
        return answer.IsAdmitted ? new PrivacyBudget(Cap, Delta, Unit, Adjacency, _accountant, [.. _spent, next]) : throw new PrivacyParameterException(answer.ToString());
    }

    private BudgetAnswer Ask(PrivacyEvent next, long times)
    {
        ArgumentNullException.ThrowIfNull(next);
        PrivacyStatement after = PrivacyStatement.Of(_accountant, new ComposedEvent([.. _spent, new RepeatedEvent(times, next)]), Delta, Unit, Adjacency);
        return new BudgetAnswer(after.Epsilon <= Cap, Cap, after);
    }
}
