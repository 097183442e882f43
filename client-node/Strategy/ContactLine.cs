using Federated.Tasks.Strategy;

namespace Federated.ClientNode.Strategy;

/// <summary>A customer of the list.</summary>
/// <param name="Id">The partner's own id.</param>
/// <param name="Channel">Place of the channel among the sheet's.</param>
internal sealed record ContactLine(string Id, int Channel)
{
    /// <summary>What the contact changes.</summary>
    public required SourcedFigure Effect { get; init; }

    /// <summary>The chance of a response; null when no model says it.</summary>
    public SourcedFigure? Chance { get; init; }

    /// <summary>What a response earns.</summary>
    public required SourcedFigure Value { get; init; }

    /// <summary>What the contact costs.</summary>
    public required SourcedFigure Cost { get; init; }

    /// <summary>Expected return: effect × value × how well the channel works − cost.</summary>
    public required SourcedFigure Return { get; init; }

    /// <summary>How far it can be relied on.</summary>
    public required ContactConfidence Confidence { get; init; }

    /// <summary>Who comes first of those who return alike.</summary>
    public ulong Tie { get; init; }

    /// <summary>The item to recommend: id, name, the partner's own code and what speaks for it; empty for none.</summary>
    public string Item { get; init; } = "";

    /// <inheritdoc cref="Item"/>
    public string ItemName { get; init; } = "";

    /// <inheritdoc cref="Item"/>
    public string OwnCode { get; init; } = "";

    /// <inheritdoc cref="Item"/>
    public string Reason { get; init; } = "";

    /// <summary>The offer to make; empty for none.</summary>
    public string Offer { get; init; } = "";

    /// <summary>The chance that this offer had of being drawn; null without one.</summary>
    public SourcedFigure? OfferChance { get; init; }

    /// <summary>The segment; empty for none.</summary>
    public string Segment { get; init; } = "";

    /// <summary>What moves the effect, or the chance, of this customer most; empty when no model says it.</summary>
    public string Why { get; init; } = "";

    /// <summary>What is not known of the customer, so that an average or nothing stands in for it; empty when all is.</summary>
    public string Missing { get; init; } = "";
}
