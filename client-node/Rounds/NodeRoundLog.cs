namespace Federated.ClientNode.Rounds;

internal static partial class NodeRoundLog
{
    [LoggerMessage(3101, LogLevel.Information, "Joined {Job} round {Round} attempt {Attempt}")]
    public static partial void Joined(ILogger logger, string job, uint round, uint attempt);

    [LoggerMessage(3102, LogLevel.Information, "Sent a masked vector for {Job} round {Round}: {Bytes} bytes")]
    public static partial void Uploaded(ILogger logger, string job, uint round, int bytes);

    [LoggerMessage(3103, LogLevel.Information, "{Job} round {Round}: {Result}")]
    public static partial void Ended(ILogger logger, string job, uint round, string result);

    [LoggerMessage(3104, LogLevel.Warning, "Refused {Job} round {Round}: {Code}: {Words}. Here only: {Mend}")]
    public static partial void Refused(ILogger logger, string job, uint round, string code, string words, string mend);

    [LoggerMessage(3105, LogLevel.Warning, "Left {Job} round {Round}: the coordinator broke a rule: {Code}: {Words}")]
    public static partial void Violated(ILogger logger, string job, uint round, string code, string words);

    [LoggerMessage(3106, LogLevel.Warning, "Left {Job} round {Round}: {Instruction} came out of turn after {Completed}")]
    public static partial void OutOfTurn(ILogger logger, string job, uint round, string instruction, string completed);

    [LoggerMessage(3107, LogLevel.Warning, "Cannot reach the coordinator: {Cause} Next try in {Seconds:0.0} s ({Attempt})")]
    public static partial void Unreachable(ILogger logger, string cause, double seconds, int attempt);

    [LoggerMessage(3108, LogLevel.Information, "Connected to {Consortium}")]
    public static partial void Connected(ILogger logger, string consortium);

    [LoggerMessage(3109, LogLevel.Information, "Certificate renewed, ends {Ends}")]
    public static partial void Renewed(ILogger logger, DateTimeOffset ends);

    [LoggerMessage(3111, LogLevel.Warning, "The certificate could not be renewed, and will be tried again: {Cause}")]
    public static partial void NotRenewed(ILogger logger, string cause);

    [LoggerMessage(3112, LogLevel.Warning, "Left the round: {Cause}")]
    public static partial void Abandoned(ILogger logger, string cause);

    [LoggerMessage(3113, LogLevel.Warning, "Kept the evidence: {Path}. Anybody can check it: fed-node evidence check FILE")]
    public static partial void EvidenceKept(ILogger logger, string path);

    [LoggerMessage(3114, LogLevel.Error, "Evidence of {Violation} could not be kept: the folder evidence is full or cannot be written")]
    public static partial void EvidenceLost(ILogger logger, string violation);

    [LoggerMessage(3110, LogLevel.Warning, "The coordinator refuses this node: {Cause}")]
    public static partial void Excluded(ILogger logger, string cause);
}
