using System.Globalization;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;
using Microsoft.Data.Sqlite;

namespace Federated.Coordinator.Commands;

/// <summary>Puts the failures that a command expects of its inputs into the words of the command line.</summary>
internal static class KnownFailures
{
    /// <returns>Null for any other exception: a fault in the program.</returns>
    public static CommandException? Explain(Exception fault) => fault switch
    {
        DocumentException document => OfDocument(document),
        SqliteException => new CommandException(
            "FED-DATABASE", $"the database cannot be used: {fault.Message}", "check that coordinator.db is whole, that its disk has room, and that this user may write to it", ExitCode.Failed),
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
