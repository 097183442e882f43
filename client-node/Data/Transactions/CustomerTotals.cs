using System.Runtime.InteropServices;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>What one customer's transactions add up to, in days from the first of January of the year 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct CustomerTotals
{
    public int FirstDay;
    public int LastDay;

    /// <summary>Transactions until the day of reference.</summary>
    public int Count;

    /// <summary>Different days on which there was one.</summary>
    public int Days;

    public double Sum;

    /// <summary>The part of <see cref="Sum"/> that was spent on <see cref="FirstDay"/>.</summary>
    public double FirstDaySum;

    /// <summary>Transactions in the horizon after it.</summary>
    public int NextCount;

    public double NextSum;

    /// <summary>Transactions were not in order of their days, so that <see cref="Days"/> has to be counted again.</summary>
    public bool IsOutOfOrder;

    /// <summary>Adds a transaction that the features may know.</summary>
    public void Add(int day, double amount)
    {
        if (Count == 0 || day < FirstDay)
            FirstDaySum = 0;
        if (Count == 0)
            (FirstDay, LastDay, Days) = (day, day, 1);
        else if (day > LastDay)
            (LastDay, Days) = (day, Days + 1);
        else if (day < LastDay)
            IsOutOfOrder = true;
        FirstDay = Math.Min(FirstDay, day);
        if (day == FirstDay)
            FirstDaySum += amount;
        Count++;
        Sum += amount;
    }

    /// <summary>Adds a transaction of the horizon.</summary>
    public void AddNext(double amount)
    {
        NextCount++;
        NextSum += amount;
    }
}
