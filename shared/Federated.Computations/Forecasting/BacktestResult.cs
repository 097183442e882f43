using System.Collections.Immutable;

namespace Federated.Computations.Forecasting;

/// <summary>How the models did over the test periods.</summary>
/// <param name="Rows">Forecasts of each.</param>
/// <param name="MeanActual">Mean of what came.</param>
/// <param name="Models">One a model, the last being each partner's own choice.</param>
/// <param name="Ahead">Of the first model, by periods ahead.</param>
public sealed record BacktestResult(long Rows, double MeanActual, ImmutableArray<ForecastQuality> Models, ImmutableArray<AheadQuality> Ahead);
