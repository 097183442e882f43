namespace Federated.Computations.Forecasting;

/// <summary>State of <see cref="FederatedCalendar"/>.</summary>
/// <param name="Periods">Periods that the contract accepts, 1 to <see cref="FederatedCalendar.MostPeriods"/>.</param>
/// <param name="Result">What was found; null before the round.</param>
public sealed record CalendarState(int Periods, Calendar? Result = null);
