namespace Federated.ClientNode.Data;

/// <summary>Why a file is read.</summary>
internal enum ReadPurpose
{
    /// <summary>The label is read and must have both classes; ids are hashed and forgotten.</summary>
    Training,

    /// <summary>The label is not read; ids and lines are kept beside the table, to name the customers in the node's own output.</summary>
    Scoring,
}
