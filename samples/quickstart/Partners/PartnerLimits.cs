namespace Federated.Samples.Quickstart.Partners;

/// <summary>How many partners there may be, and how small one may be.</summary>
internal static class PartnerLimits
{
    /// <summary>A secure sum over two would tell each of them the other's part.</summary>
    public const int FewestPartners = 3;

    /// <summary>Each partner is a process of its own on this machine.</summary>
    public const int MostPartners = 12;

    /// <summary>With fewer rows nothing is held out that could be measured.</summary>
    public const int FewestRows = 50;

    /// <summary>A value of the splitting column with fewer rows, or with a smaller share of them than <see cref="SmallestShare"/>, is grouped with others.</summary>
    public const int FewestRowsOfValue = 200;

    /// <summary>See <see cref="FewestRowsOfValue"/>.</summary>
    public const double SmallestShare = 0.05;
}
