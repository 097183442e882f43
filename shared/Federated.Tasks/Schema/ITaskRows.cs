namespace Federated.Tasks.Schema;

/// <summary>
/// A node's rows for a job, in the order of the source, as batches that are read anew on every pass: a table in memory (<see cref="LocalTable"/>), or a source
/// that is streamed because it is larger than memory. What only adds up (statistics, exact models, evaluation) reads batches; what needs all rows at once takes <see cref="TaskRows.Whole"/>.
/// </summary>
public interface ITaskRows
{
    /// <summary>The contract that the columns obey.</summary>
    DataContract Contract { get; }

    /// <summary>One pass over the rows; each pass gives the same batches, none of them empty unless there is no row at all.</summary>
    IEnumerable<LocalTable> Batches();
}
