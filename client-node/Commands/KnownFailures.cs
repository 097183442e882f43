using System.Globalization;
using Federated.Computations;
using Federated.Hosting.CommandLine;
using Federated.Tasks;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Commands;

/// <summary>Puts the failures that a command expects of its inputs into the words of the command line.</summary>
internal static class KnownFailures
{
    /// <returns>Null for any other exception: a fault in the program.</returns>
    public static CommandException? Explain(Exception fault) => fault switch
    {
        DocumentException document => OfDocument(document),
        ContributionException contribution => new CommandException("FED-TRAIN-ROWS", contribution.Message, "check the rows and the mapping: fed-node data check"),
        TaskStateException state => new CommandException("FED-MODEL-STATE", state.Message, state.Mend),
        UnauthorizedAccessException or IOException => new CommandException("FED-FILE", fault.Message, "check the path and the rights of the user that runs this program", ExitCode.Failed),
        _ => null,
    };

    private static CommandException OfDocument(DocumentException document)
    {
        var first = document.Faults[0];
        var place = document.Position.Line > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{document.DocumentName} line {document.Position.Line} column {document.Position.Column}")
            : document.DocumentName;
        // The other faults follow the first one's mend, in the same form: two lines each.
        var others = string.Concat(document.Message.Split('\n').Skip(2).Select(line => $"\n{line}"));
        return new CommandException(first.Code, $"{place}: {first.What}", first.Mend + others);
    }
}
