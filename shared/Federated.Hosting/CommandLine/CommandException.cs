namespace Federated.Hosting.CommandLine;

/// <summary>An expected failure of a command: a stable code, what happened, what to do next, and the exit code.</summary>
public sealed class CommandException(string code, string what, string mend, int exitCode = ExitCode.BadInput) : Exception($"{code}  {what}")
{
    public string Code { get; } = code;

    public string What { get; } = what;

    public string Mend { get; } = mend;

    public int Exit { get; } = exitCode;
}
