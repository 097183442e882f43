using System.CommandLine;
using Federated.Coordinator.Commands;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;
using Microsoft.Data.Sqlite;

var root = new RootCommand("Runs a consortium: its members, its jobs and its rounds. It only ever learns sums.")
{
    InitCommand.Create(),
    PartnerCommand.Create(),
    JobCommand.Create(),
    ModelCommand.Create(),
    ServeCommand.Create(),
};
return await CommandProgram.RunAsync(root, args, fault => fault switch
{
    DocumentException document => new CommandException(document.Code, document.Message, "correct the document at the places that are named"),
    SqliteException => new CommandException(
        "FED-DATABASE", $"the database cannot be used: {fault.Message}", "check that coordinator.db is whole, that its disk has room, and that this user may write to it", ExitCode.Failed),
    UnauthorizedAccessException or IOException => new CommandException("FED-FILE", fault.Message, "check the path and the rights of the user that runs this program", ExitCode.Failed),
    _ => null,
});
