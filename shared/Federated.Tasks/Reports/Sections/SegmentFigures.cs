namespace Federated.Tasks.Reports.Sections;

/// <summary>One segment of customers.</summary>
/// <param name="Name">From its traits.</param>
/// <param name="OwnShare">Share of this partner's customers, 0 to 1.</param>
/// <param name="JointShare">Share of all partners' customers, 0 to 1; NaN when it is not known.</param>
/// <param name="OwnRows">This partner's customers in it.</param>
/// <param name="Traits">The most telling first.</param>
public sealed record SegmentFigures(string Name, double OwnShare, double JointShare, long OwnRows, IReadOnlyList<SegmentTrait> Traits);
