namespace Federated.Tasks.Strategy;

/// <summary>What a sheet knows and does not know, as far as it says what to test next.</summary>
public sealed record StrategyEvidence
{
    /// <summary>What the effect of a contact rests on.</summary>
    public required EffectKind Effect { get; init; }

    /// <summary>Share of customers who respond without a contact; null when it is not known, or the response is no share.</summary>
    public SourcedFigure? BaseRate { get; init; }

    /// <summary>The least effect that pays for a contact: the cost of the cheapest channel divided by the mean value; null when contacts cost nothing or no value is known.</summary>
    public SourcedFigure? BreakEven { get; init; }

    /// <summary>The average effect of a contact with its interval; null when none was measured.</summary>
    public SourcedFigure? AverageEffect { get; init; }

    /// <summary>Expected return of the whole list with its interval; null for an empty list.</summary>
    public SourcedFigure? Return { get; init; }

    /// <summary>Customers of the list.</summary>
    public required SourcedFigure Contacts { get; init; }

    /// <summary>Offers and what each earned, with intervals.</summary>
    public IReadOnlyList<(string Name, SourcedFigure Rate)> Offers { get; init; } = [];

    /// <summary>Segments with their customers, and how many of them are on the list.</summary>
    public IReadOnlyList<(string Name, SourcedFigure Customers, SourcedFigure Contacts)> Segments { get; init; } = [];

    /// <summary>Sources whose own model does at least as well here as the joint one.</summary>
    public IReadOnlyList<StrategySource> OwnIsBetter { get; init; } = [];

    /// <summary>Fields that changed a lot since a model was trained, with the stability index.</summary>
    public IReadOnlyList<(string Field, SourcedFigure Index, StrategySource Source)> Drifted { get; init; } = [];
}
