using System.Collections.Immutable;

namespace Federated.Tasks.Allocate;

/// <summary>What curves need to know besides a model.</summary>
public sealed record CurvePrices
{
    /// <summary>What a response (a click, a purchase, a unit of the label) is worth; of a forecast, what a unit of extra sales at the list price is worth: above 0. Default 1.</summary>
    public double Value { get; init; } = 1;

    /// <summary>What a contact or an impression costs where nothing else is said, above 0; null when every place says its own. Not used of a forecast, which spends discounts.</summary>
    public double? Cost { get; init; }

    /// <summary>What it costs where one of the place's names is this; above 0.</summary>
    public ImmutableDictionary<string, double> CostOf { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Whether one can choose whom to contact, so that money goes to the best first; otherwise all of a place are alike. Default true.</summary>
    public bool CanChoose { get; init; } = true;

    /// <summary>The cost at a place.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal double At(ImmutableArray<string> place) => place.Where(CostOf.ContainsKey).Select(name => (double?)CostOf[name]).FirstOrDefault() ?? Cost
        ?? throw new ArgumentException($"Nothing says what a contact costs at '{string.Join(" · ", place)}'.");
}
