using System.Collections.Immutable;
using Federated.Learning.Forecasting;

namespace Federated.Computations.Forecasting;

/// <summary>State of <see cref="FederatedPanel"/>.</summary>
/// <param name="Options">What was agreed on.</param>
/// <param name="Fits">One a model; default before the round.</param>
public sealed record PanelState(PanelOptions Options, ImmutableArray<PanelFit> Fits = default);
