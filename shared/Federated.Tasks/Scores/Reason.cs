namespace Federated.Tasks.Scores;

/// <summary>One reason for a score.</summary>
/// <param name="Field">The field of the contract.</param>
/// <param name="Words">For people, for example "tenure_months is low (3)".</param>
/// <param name="Contribution">How far it moved the score from that of a typical row, in the model's own unit (log odds for a probability); positive raises it.</param>
public sealed record Reason(string Field, string Words, double Contribution);
