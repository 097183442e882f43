using Federated.Benchmarks.Peers;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Commands;

/// <summary>Puts the failures that a benchmark expects into the words of the command line.</summary>
internal static class KnownFailures
{
    /// <returns>Null for any other exception: a fault in the program.</returns>
    public static CommandException? Explain(Exception fault) => fault switch
    {
        PeerException => new CommandException("FED-BENCH-PEER", fault.Message, "run the same with --only NAME to see which workload it is; the peer's own words stand above", ExitCode.Failed),
        UnauthorizedAccessException or IOException => new CommandException("FED-FILE", fault.Message, "check the path and the rights of the user that runs this program", ExitCode.Failed),
        _ => null,
    };
}
