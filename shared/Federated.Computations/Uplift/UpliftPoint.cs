namespace Federated.Computations.Uplift;

/// <summary>A point of an uplift curve.</summary>
/// <param name="Share">Share of the rows that are contacted, those with the highest predictions first.</param>
/// <param name="Gain">Responses that this adds, by row of all.</param>
/// <param name="Blind">The same in a blind order: the average effect times the share.</param>
/// <param name="Low">The gain that 2.5 % of blind orders stay below; NaN without permutations.</param>
/// <param name="High">The gain that 2.5 % of blind orders pass.</param>
public readonly record struct UpliftPoint(double Share, double Gain, double Blind, double Low, double High);
