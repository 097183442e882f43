namespace Federated.ClientNode.Tests.Commands;

/// <summary>Tests that take over the console, which there is one of: they run alone.</summary>
[CollectionDefinition("console", DisableParallelization = true)]
public sealed class ConsoleTests;
