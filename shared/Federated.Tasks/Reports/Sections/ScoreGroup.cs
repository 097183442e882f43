namespace Federated.Tasks.Reports.Sections;

/// <summary>One tenth of the customers by score.</summary>
/// <param name="Group">1 to 10; 10 is the highest.</param>
/// <param name="Rows">Customers in it.</param>
/// <param name="MeanScore">Their mean score.</param>
/// <param name="LowestScore">The least score in it.</param>
/// <param name="HighestScore">The greatest.</param>
/// <param name="Observed">What happened to them, where it is known; NaN otherwise.</param>
public sealed record ScoreGroup(int Group, long Rows, double MeanScore, double LowestScore, double HighestScore, double Observed = double.NaN);
