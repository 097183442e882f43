namespace Federated.ClientNode.Data;

/// <summary>Reading cannot go on: the file is not what its mapping says. Caught by <see cref="TablePass"/> and reported as its fault.</summary>
internal sealed class SourceException(DataFault fault) : Exception(fault.What)
{
    public DataFault Fault { get; } = fault;
}
