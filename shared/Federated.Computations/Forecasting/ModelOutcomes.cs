namespace Federated.Computations.Forecasting;

/// <summary>What the models of one node said of the same rows, and which of them it has chosen before.</summary>
/// <param name="Models">For each model a forecast for each row, the rows in the same order; the last is the model that was chosen.</param>
/// <param name="Chosen">Index of the chosen one, below the last.</param>
public sealed record ModelOutcomes(IReadOnlyList<IReadOnlyList<ForecastOutcome>> Models, int Chosen);
