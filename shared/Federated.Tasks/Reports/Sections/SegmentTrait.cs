namespace Federated.Tasks.Reports.Sections;

/// <summary>What tells a segment from the others.</summary>
/// <param name="Field">The field.</param>
/// <param name="Here">Its mean, or the share of its value, in the segment, as written.</param>
/// <param name="Everywhere">The same over all segments, as written.</param>
/// <param name="Deviation">How far apart they are, in standard deviations; its sign says which way.</param>
public sealed record SegmentTrait(string Field, string Here, string Everywhere, double Deviation);
