using Federated.Coordinator.Jobs;

namespace Federated.Coordinator.Rounds;

internal static partial class RoundLog
{
    [LoggerMessage(3001, LogLevel.Information, "Job {Job} runs from round {Round}")]
    public static partial void Started(ILogger logger, string job, int round);

    [LoggerMessage(3002, LogLevel.Information, "Job {Job} {State}: {Detail}")]
    public static partial void Ended(ILogger logger, string job, JobState state, string detail);

    [LoggerMessage(3003, LogLevel.Warning, "{Partner} refused round {Round} of {Job}: {Code}")]
    public static partial void Refused(ILogger logger, string partner, uint round, string job, string code);

    [LoggerMessage(3004, LogLevel.Warning, "A message of {Partner} was not accepted: {Code}: {Words}")]
    public static partial void Rejected(ILogger logger, string partner, string code, string words);

    [LoggerMessage(3005, LogLevel.Error, "Job {Job} broke down and is marked as failed")]
    public static partial void BrokeDown(ILogger logger, string job, Exception fault);

    [LoggerMessage(3006, LogLevel.Error, "The jobs cannot be read or written; trying again in {Seconds} s")]
    public static partial void Stalled(ILogger logger, double seconds, Exception fault);
}
