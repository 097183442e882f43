namespace Federated.Tasks.Reports.Sections;

/// <summary>How far a field has moved since training.</summary>
/// <param name="Field">Its name.</param>
/// <param name="StabilityIndex">Population stability index over the bins of training, Σ(now − then)·ln(now/then); 0 or more.</param>
/// <param name="MissingThen">Share without a value in training.</param>
/// <param name="MissingNow">Share without a value now.</param>
/// <param name="UnseenNow">Share of values now that training did not know.</param>
public sealed record FieldDrift(string Field, double StabilityIndex, double MissingThen, double MissingNow, double UnseenNow);
