namespace Federated.Tasks.Reports.Sections;

/// <summary>The last scores against what happened afterwards.</summary>
/// <param name="ScoredAt">When the customers were scored, UTC.</param>
/// <param name="JobId">The job whose model it was.</param>
/// <param name="Scored">Customers that were scored.</param>
/// <param name="Matched">Those of them with a recorded outcome.</param>
/// <param name="Positives">Those of the matched for whom it came true.</param>
/// <param name="AreaUnderCurve">Area under the ROC curve; NaN when all outcomes are the same.</param>
/// <param name="LiftAtTenth">Lift of the best-scored tenth; NaN when nothing came true.</param>
/// <param name="CalibrationError">Mean absolute difference of said and happened over the groups, 0 to 1; NaN for none.</param>
/// <param name="Groups">What was said and what happened, by score group.</param>
public sealed record Backtest(
    DateTimeOffset ScoredAt, string JobId, long Scored, long Matched, long Positives, Estimate AreaUnderCurve, Estimate LiftAtTenth, double CalibrationError, IReadOnlyList<ScoreGroup> Groups);
