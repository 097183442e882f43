using System.CommandLine;
using Federated.Coordinator.Commands;
using Federated.Hosting.CommandLine;

var root = new RootCommand("Runs a consortium: its members, its jobs and its rounds. It only ever learns sums.")
{
    InitCommand.Create(),
    PartnerCommand.Create(),
    JobCommand.Create(),
    ModelCommand.Create(),
    ServeCommand.Create(),
};
return await CommandProgram.RunAsync(root, args, KnownFailures.Explain);
