using System.CommandLine;
using Federated.Coordinator.Commands;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

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
    UnauthorizedAccessException or IOException => new CommandException("FED-FILE", fault.Message, "check the path and the rights of the user that runs this program", ExitCode.Failed),
    _ => null,
});
