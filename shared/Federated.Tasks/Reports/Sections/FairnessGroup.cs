namespace Federated.Tasks.Reports.Sections;

/// <summary>How a model treats one group of customers.</summary>
/// <param name="Attribute">The declared field.</param>
/// <param name="Group">Its value.</param>
/// <param name="Rows">Customers of the group.</param>
/// <param name="Selected">Share of them that the model would pick, 0 to 1.</param>
/// <param name="FoundOfPositives">Share of their positives that it picks (true positive rate), 0 to 1; NaN when the group has none.</param>
/// <param name="CalibrationGap">Mean predicted chance less the share that came true, −1 to 1.</param>
public sealed record FairnessGroup(string Attribute, string Group, long Rows, double Selected, double FoundOfPositives, double CalibrationGap);
