namespace Federated.Tasks.Insight;

/// <summary>How a partner's mean differs from the joint one.</summary>
/// <param name="Field">The field.</param>
/// <param name="Own">The partner's mean; NaN without values.</param>
/// <param name="Joint">The joint mean; NaN with fewer values than the floor.</param>
/// <param name="Difference">Own − joint.</param>
/// <param name="InDeviations">The difference in joint standard deviations; NaN when the field does not vary.</param>
public sealed record MeanDifference(string Field, double Own, double Joint, double Difference, double InDeviations);
