using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

namespace Federated.Samples.Quickstart.Documents;

/// <summary>Words for a contract that the guesses made and the product refuses.</summary>
internal static class DocumentWords
{
    /// <summary>A refused document as a command's failure; null for any other exception.</summary>
    public static CommandException? Explain(Exception fault) => fault is DocumentException { Faults: [var first, ..] } refused
        ? new CommandException(first.Code, $"no contract can be written for this table: {refused.DocumentName}: {first.What}", $"leave out or rename the column that it names (--drop A,B): {first.Mend}")
        : null;
}
