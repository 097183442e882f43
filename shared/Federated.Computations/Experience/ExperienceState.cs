namespace Federated.Computations.Experience;

/// <summary>State of <see cref="FederatedExperience"/>: before the round without a result, afterwards with it.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Result">What came out; null before the round.</param>
public sealed record ExperienceState(ExperienceRequest Request, ExperienceResult? Result = null);
