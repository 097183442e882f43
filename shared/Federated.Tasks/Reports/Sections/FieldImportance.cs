namespace Federated.Tasks.Reports.Sections;

/// <summary>How much a field matters to the model.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Importance">What the model's quality loses when the field is shuffled, or its share of split gains; 0 or a little below for none.</param>
public sealed record FieldImportance(string Field, double Importance);
