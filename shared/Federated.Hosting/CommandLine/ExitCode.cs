namespace Federated.Hosting.CommandLine;

/// <summary>What the programs return to a script.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The operation failed.</summary>
    public const int Failed = 1;

    /// <summary>No connection, or the other side does not know us.</summary>
    public const int NoConnection = 2;

    /// <summary>Time ran out.</summary>
    public const int TimedOut = 3;

    /// <summary>Bad arguments or bad data.</summary>
    public const int BadInput = 4;

    /// <summary>A fault in the program itself.</summary>
    public const int Bug = 5;

    /// <summary>Refused by policy.</summary>
    public const int Refused = 6;

    /// <summary>A verification failed.</summary>
    public const int VerificationFailed = 7;
}
