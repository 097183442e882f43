namespace Federated.Samples.Quickstart.Processes;

/// <summary>A program to start.</summary>
/// <param name="Name">What messages call the process, for example "coordinator"; also the name of its log.</param>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments, each as it is.</param>
internal sealed record ProgramCommand(string Name, string FileName, IReadOnlyList<string> Arguments);
