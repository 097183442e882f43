namespace Federated.Computations.Experience;

/// <summary>One answer to a survey.</summary>
/// <param name="Value">The answer, from the request's lowest to its highest.</param>
/// <param name="Group">Index of the group, or −1 for none that is declared.</param>
/// <param name="Period">Index of the period, or −1 for none that is declared.</param>
/// <param name="Drivers">A value from −1 to 1 for each driver, or NaN where it is missing.</param>
public readonly record struct SurveyAnswer(int Value, int Group, int Period, ReadOnlyMemory<float> Drivers);
