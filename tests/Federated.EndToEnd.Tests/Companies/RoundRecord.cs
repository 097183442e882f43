namespace Federated.EndToEnd.Tests.Companies;

/// <summary>An attempt at a round, as the coordinator's database has it.</summary>
internal sealed record RoundRecord(int Round, int Attempt, string State, string Stage, IReadOnlyList<string> Invited, IReadOnlyList<string> Survivors, DateTimeOffset OpenedAt);
