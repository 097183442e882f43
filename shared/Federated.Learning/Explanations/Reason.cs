namespace Federated.Learning.Explanations;

/// <summary>Why a row's output is what it is, as far as one feature goes.</summary>
/// <param name="Column">The feature.</param>
/// <param name="Contribution">What it adds to the output, below 0 when it lowers it.</param>
public readonly record struct Reason(int Column, double Contribution);
