using System.CommandLine;
using Federated.Benchmarks.Commands;
using Federated.Hosting.CommandLine;

var root = new RootCommand("Measures the learning engine, alone or in alternation with its peers.")
{
    LearningCommand.Create(),
    ProductsCommand.Create(),
};
return await CommandProgram.RunAsync(root, args, KnownFailures.Explain);
