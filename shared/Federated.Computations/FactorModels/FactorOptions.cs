using Federated.Learning.Factorization;

namespace Federated.Computations.FactorModels;

/// <summary>Hyperparameters of <see cref="FederatedFactors"/>, the same on every node.</summary>
public sealed record FactorOptions
{
    /// <summary>Number of items in common, 2 to 1,000,000.</summary>
    public required int Items { get; init; }

    /// <summary>Rounds in all, 1 to 10,000. Default 60.</summary>
    public int Rounds { get; init; } = 60;

    /// <summary>Rank, loss, draws, and how tastes are found on the node.</summary>
    public SampledFactorOptions Factors { get; init; } = new();

    /// <summary>Most customers of a node, 1 to 2³⁰: the bound of what a node can add to a sum. Default 100,000.</summary>
    public int MostCustomers { get; init; } = 100_000;

    /// <summary>Whether a node keeps a scoring function of its own: the mean taste of its customers, which single tastes are drawn to. Default false.</summary>
    public bool SiteTaste { get; init; }

    /// <summary>
    /// Step of the items that a node uses for itself, 0 (default: it uses the joint ones) to 100: each item moved against the mean of the node's own gradient.
    /// The joint items never see it.
    /// </summary>
    public double OwnItemRate { get; init; }

    /// <summary>η of the items at first, above 0 to 1; it falls evenly to a tenth in the last round. Default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>β₁, 0 to below 1. Default 0.9.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>β₂, 0 to below 1. Default 0.99.</summary>
    public double SecondDecay { get; init; } = 0.99;

    /// <summary>λ of the items, 0 to 100: λ·q joins an item's mean gradient. Default 0.001.</summary>
    public double ItemPenalty { get; init; } = 0.001;

    /// <summary>Bits of a quantised coordinate, 16 to 48. Default 40: of 100,000 customers and tastes up to 8, a step of 1.5e-6 of one customer's gradient.</summary>
    public int Bits { get; init; } = 40;

    /// <summary>Whether a node keeps something for itself between rounds.</summary>
    public bool NeedsMemory => SiteTaste || OwnItemRate > 0;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Items is < 2 or > 1_000_000)
            faults.Add($"items is {Items}, must be 2 to 1,000,000");
        if (Rounds is < 1 or > 10_000)
            faults.Add($"rounds is {Rounds}, must be 1 to 10,000");
        if (MostCustomers is < 1 or > 1 << 30)
            faults.Add($"most customers is {MostCustomers}, must be 1 to 2^30");
        if (!(OwnItemRate >= 0 && OwnItemRate <= 100))
            faults.Add($"own item rate is {OwnItemRate}, must be 0 to 100");
        if (!(LearningRate > 0 && LearningRate <= 1))
            faults.Add($"learning rate is {LearningRate}, must be above 0 and at most 1");
        if (!(FirstDecay >= 0 && FirstDecay < 1) || !(SecondDecay >= 0 && SecondDecay < 1))
            faults.Add($"decays are {FirstDecay} and {SecondDecay}, must be 0 to below 1");
        if (!(ItemPenalty >= 0 && ItemPenalty <= 100))
            faults.Add($"item penalty is {ItemPenalty}, must be 0 to 100");
        if (Bits is < 16 or > 48)
            faults.Add($"bits is {Bits}, must be 16 to 48");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of joint factors out of range: {string.Join("; ", faults)}.");
        Factors.Validate();
    }
}
