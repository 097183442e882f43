using System.CommandLine;
using Federated.Benchmarks.Commands;
using Federated.Hosting.CommandLine;

var root = new RootCommand("Measures the learning engine, alone or in alternation with its peers, and the secure sum.")
{
    LearningCommand.Create(),
    ProductsCommand.Create(),
    SecureSumCommand.Create(),
    RoundsCommand.Create(),
};
return await CommandProgram.RunAsync(root, args, KnownFailures.Explain);
