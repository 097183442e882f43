namespace Federated.Tasks.Reports.Charts;

/// <summary>Customers with about the same predicted chance.</summary>
/// <param name="Predicted">Their mean predicted chance, 0 to 1.</param>
/// <param name="Observed">Share of them for whom it came true, with its interval.</param>
/// <param name="Rows">How many they are.</param>
public readonly record struct CalibrationBin(double Predicted, Estimate Observed, long Rows);
