namespace Federated.Tasks.Drift;

/// <summary>A stretch or a value of a field, then and now.</summary>
/// <param name="Words">For people: a value, "10 to 20", "(missing)" or "(other)".</param>
/// <param name="TrainingShare">Share of the training rows.</param>
/// <param name="Share">Share of the rows now.</param>
public sealed record DriftBin(string Words, double TrainingShare, double Share);
