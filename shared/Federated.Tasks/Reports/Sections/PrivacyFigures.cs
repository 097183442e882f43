namespace Federated.Tasks.Reports.Sections;

/// <summary>What a job sent and what protected it.</summary>
/// <param name="Rounds">Rounds that this node took part in.</param>
/// <param name="ValuesARound">Masked integers that it sent in a round, at most.</param>
/// <param name="Bytes">Bytes that it sent for the job.</param>
/// <param name="SmallestCohort">Fewest partners in a sum.</param>
public sealed record PrivacyFigures(int Rounds, long ValuesARound, long Bytes, int SmallestCohort);
