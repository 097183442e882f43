using System.Collections.Immutable;

namespace Federated.Computations.Forecasting;

/// <summary>State of <see cref="FederatedCalendar"/>.</summary>
/// <param name="Periods">Periods that the contract accepts, 1 to <see cref="FederatedCalendar.MostPeriods"/>.</param>
/// <param name="Values">Values of the category by which something is to be published; 0 without one.</param>
/// <param name="Result">What was found; null before the round.</param>
/// <param name="Held">Whether at least <see cref="FederatedCalendar.LeastHolders"/> partners have the value; default before the round.</param>
public sealed record CalendarState(int Periods, int Values = 0, Calendar? Result = null, ImmutableArray<bool> Held = default);
