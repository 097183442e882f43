namespace Federated.Computations.Amounts;

/// <summary>About a tenth of the held-out rows, by prediction.</summary>
/// <param name="Rows">Its rows, at least the floor.</param>
/// <param name="Predicted">Mean prediction.</param>
/// <param name="Actual">Mean amount.</param>
public sealed record AmountTenth(long Rows, double Predicted, double Actual);
