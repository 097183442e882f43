namespace Federated.ClientNode.Data.Sql;

/// <summary>What the cells of a written column hold; any of them may be NULL.</summary>
internal enum SqlColumnKind
{
    /// <summary>A string: <c>TEXT</c>.</summary>
    Text,

    /// <summary>A double: <c>DOUBLE PRECISION</c> (SQLite: <c>REAL</c>).</summary>
    Number,

    /// <summary>A long: <c>BIGINT</c> (SQLite: <c>INTEGER</c>).</summary>
    WholeNumber,

    /// <summary>A <see cref="DateTime"/> in UTC: <c>TIMESTAMPTZ</c> (SQLite: <c>TEXT</c> such as 2026-01-31T06:00:00Z).</summary>
    Instant,
}
