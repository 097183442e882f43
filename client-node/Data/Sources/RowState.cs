namespace Federated.ClientNode.Data.Sources;

/// <summary>Whether the cells of a row can be told apart.</summary>
internal enum RowState
{
    /// <summary>As many cells as the header.</summary>
    Sound,

    /// <summary>More or fewer cells than the header.</summary>
    Ragged,

    /// <summary>A quote stands where none may.</summary>
    BadQuote,
}
