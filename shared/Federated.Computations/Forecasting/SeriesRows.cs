using Federated.Learning.Training;

namespace Federated.Computations.Forecasting;

/// <summary>All rows of one series that one model learns from.</summary>
/// <param name="Model">Which model, from 0 on.</param>
/// <param name="Rows">Features and one target a row, each within ±1.</param>
public readonly record struct SeriesRows(int Model, LabelledRows Rows);
