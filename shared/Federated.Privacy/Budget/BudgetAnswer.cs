using System.Globalization;
using Federated.Privacy.Accounting;

namespace Federated.Privacy.Budget;

/// <summary>Whether an event fits, and what would be spent after it.</summary>
/// <param name="IsAdmitted">Whether it fits.</param>
/// <param name="Cap">The most ε.</param>
/// <param name="After">What everything spends together once the event is released.</param>
public sealed record BudgetAnswer(bool IsAdmitted, double Cap, PrivacyStatement After)
{
    public override string ToString() => IsAdmitted
        ? string.Create(CultureInfo.InvariantCulture, $"Within the budget: {After}, of a cap of {Cap}.")
        : string.Create(CultureInfo.InvariantCulture, $"The budget does not allow it: {After}, and the cap is {Cap}. Nothing was released; add noise, release less often, or raise the cap.");
}
