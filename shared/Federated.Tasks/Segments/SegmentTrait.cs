namespace Federated.Tasks.Segments;

/// <summary>What tells a segment from the other customers.</summary>
/// <param name="Field">The field of the contract.</param>
/// <param name="Subject">What is compared: the field, or the field and one of its values, for example "plan gold".</param>
/// <param name="Words">For people, for example "high monthly_charge" or "plan gold".</param>
/// <param name="Difference">The segment's mean less that of all customers, in standard deviations of all customers.</param>
/// <param name="Value">The segment's mean in the field's own unit (a date as days since 1970-01-01), or the share of its customers that has the value.</param>
/// <param name="Overall">The same of all customers.</param>
/// <param name="IsShare">Whether both are shares.</param>
public sealed record SegmentTrait(string Field, string Subject, string Words, double Difference, double Value, double Overall, bool IsShare);
