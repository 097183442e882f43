using System.CommandLine;
using Federated.Benchmarks.Commands;
using Federated.Hosting.CommandLine;

var root = new RootCommand("Measures the learning engine, alone or in alternation with its peers, the secure sum, and the privacy arithmetic.")
{
    LearningCommand.Create(),
    ProductsCommand.Create(),
    SecureSumCommand.Create(),
    RoundsCommand.Create(),
    PrivacyCommand.Create(),
};
return await CommandProgram.RunAsync(root, args, KnownFailures.Explain);
