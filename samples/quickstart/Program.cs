using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Arguments;
using Federated.Samples.Quickstart.Documents;
using Federated.Samples.Quickstart.Running;

return await CommandProgram.RunAsync(QuickstartCommand.Create(QuickstartRun.RunAsync), args, DocumentWords.Explain);
