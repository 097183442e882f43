using System.CommandLine;
using Federated.ClientNode.Commands;
using Federated.Hosting.CommandLine;

var root = new RootCommand("A partner's node: learns with the others, and sends nothing but masked sums.")
{
    JoinCommand.Create(),
    RunCommand.Create(),
    StatusCommand.Create(),
    DataCommand.Create(),
    PolicyCommand.Create(),
    PartnerCommand.Create(),
    EvidenceCommand.Create(),
    BaselineCommand.Create(),
    EvaluateCommand.Create(),
    ScoreCommand.Create(),
    RecommendCommand.Create(),
    ProfileCommand.Create(),
    ReportCommand.Create(),
    OutcomeCommand.Create(),
    ServeScoresCommand.Create(),
    AllocateCommand.Create(),
    PlanCommand.Create(),
};
return await CommandProgram.RunAsync(root, args, KnownFailures.Explain);
